package io.chanio.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store in memory that a test steps: nothing is durable before {@link #sync}, and a crash takes the rest. */
final class FakeStore implements Store {

    /**
     * A put, or a removal where there is no item.
     *
     * @param together how many, from this one on, are written in one go
     */
    private record Write(String key, Optional<Item> item, Receipt receipt, int together) {

        Write(String key, Optional<Item> item, Receipt receipt) {
            this(key, item, receipt, 1);
        }
    }

    private final Map<String, Item> durable = new LinkedHashMap<>();
    private final Deque<Write> pending = new ArrayDeque<>();
    private Optional<String> unavailable = Optional.empty();
    private int puts;

    FakeStore() {}

    private FakeStore(Map<String, Item> durable) {
        this.durable.putAll(durable);
    }

    @Override
    public List<Item> load() {
        return List.copyOf(durable.values());
    }

    @Override
    public void put(Item item, Receipt receipt) {
        puts++;
        pending.add(new Write(item.key(), Optional.of(item), receipt));
    }

    @Override
    public void putTogether(List<Put> together) {
        for (int i = 0; i < together.size(); i++) {
            Put put = together.get(i);
            puts++;
            pending.add(new Write(put.item().key(), Optional.of(put.item()), put.receipt(), together.size() - i));
        }
    }

    @Override
    public void remove(String key) {
        pending.add(new Write(key, Optional.empty(), Receipts.IGNORED));
    }

    @Override
    public Optional<String> unavailable() {
        return unavailable;
    }

    @Override
    public void close() {
        sync();
    }

    void unavailable(String why) {
        unavailable = Optional.of(why);
    }

    void available() {
        unavailable = Optional.empty();
    }

    /** What there is now, is durable; whoever put it is told. */
    void sync() {
        List<Write> written = takePending();
        written.forEach(write -> write(durable, write));
        written.forEach(write -> write.receipt().stored());
    }

    /** What there is now, is not written; whoever put it is told. Removals wait. */
    void fail(String detail) {
        List<Write> failed = takePending();
        failed.stream().filter(write -> write.item().isEmpty()).forEach(pending::add);
        failed.stream().filter(write -> write.item().isPresent()).forEach(write -> write.receipt()
                .failed(detail));
    }

    int puts() {
        return puts;
    }

    int pending() {
        return pending.size();
    }

    List<String> keys() {
        return List.copyOf(durable.keySet());
    }

    Item item(String key) {
        return Optional.ofNullable(durable.get(key)).orElseThrow();
    }

    /**
     * The store as the next process finds it, when {@code more} writes had reached the disk that nobody was told of; of those
     * that go together, none where not all had.
     */
    FakeStore afterCrash(int more) {
        Map<String, Item> left = new LinkedHashMap<>(durable);
        List<Write> reached = pending.stream().limit(more).toList();
        for (int i = 0; i < reached.size() && i + reached.get(i).together() <= reached.size(); i++) {
            write(left, reached.get(i));
        }
        return new FakeStore(left);
    }

    private List<Write> takePending() {
        List<Write> taken = new ArrayList<>(pending);
        pending.clear();
        return taken;
    }

    private static void write(Map<String, Item> target, Write write) {
        if (write.item().isPresent()) {
            target.put(write.key(), write.item().get());
        } else {
            target.remove(write.key());
        }
    }
}
