package io.chanio.ledger;

import java.util.function.Consumer;

/** Receipts by what they do. */
final class Receipts {

    static final Store.Receipt IGNORED = of(() -> {}, ignored -> {});

    private Receipts() {}

    static Store.Receipt of(Runnable stored, Consumer<String> failed) {
        return new Store.Receipt() {

            @Override
            public void stored() {
                stored.run();
            }

            @Override
            public void failed(String detail) {
                failed.accept(detail);
            }
        };
    }
}
