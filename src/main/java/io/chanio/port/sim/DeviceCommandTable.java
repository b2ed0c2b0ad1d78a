package io.chanio.port.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The commands of a device, a row each: its code, what carries it out, and the rules that must hold before, in their order.
 * A code without a row is refused.
 *
 * <p>Threads: one at a time, as its device.
 *
 * @param <C> a command, as the device sees it
 * @param <S> what the rules look at: what the device remembers, or what it is connected to
 * @param <A> what becomes of a command
 */
public final class DeviceCommandTable<C, S, A> {

    private final Map<Integer, Row<C, S, A>> rows = new HashMap<>();
    private final ToIntFunction<C> codeOf;
    private final Handler<C, A> refusal;

    /** Carries out one command. */
    @FunctionalInterface
    public interface Handler<C, A> {

        A run(C command);
    }

    /** What must hold before a command is carried out. */
    @FunctionalInterface
    public interface Rule<C, S, A> {

        /** Why {@code command} may not be carried out; null when it may. */
        @Nullable
        A broken(S state, C command);
    }

    private record Row<C, S, A>(Handler<C, ? extends A> handler, List<Rule<C, S, ? extends A>> rules) {}

    /** @param refusal what becomes of a command without a row */
    public DeviceCommandTable(ToIntFunction<C> codeOf, Handler<C, A> refusal) {
        this.codeOf = codeOf;
        this.refusal = refusal;
    }

    /** @throws IllegalArgumentException when the table has a row for {@code code} */
    @SafeVarargs
    public final DeviceCommandTable<C, S, A> on(
            int code, Handler<C, ? extends A> handler, Rule<C, S, ? extends A>... rules) {
        List<Rule<C, S, ? extends A>> inOrder = new ArrayList<>();
        for (Rule<C, S, ? extends A> rule : rules) {
            inOrder.add(rule);
        }
        if (rows.put(code, new Row<>(handler, inOrder)) != null) {
            throw new IllegalArgumentException("command %02X stands in the table twice".formatted(code));
        }
        return this;
    }

    public A run(C command, S state) {
        Row<C, S, A> row = rows.get(codeOf.applyAsInt(command));
        if (row == null) {
            return refusal.run(command);
        }
        for (Rule<C, S, ? extends A> rule : row.rules()) {
            A broken = rule.broken(state, command);
            if (broken != null) {
                return broken;
            }
        }
        return row.handler().run(command);
    }
}
