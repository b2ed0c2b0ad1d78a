package io.chanio.engine;

import io.chanio.engine.CallRefused.Reason;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait for one lane's owner: bounded, and each answered, also when it comes while the lane is closed.
 *
 * <p>Threads: {@link #add} from any; the rest belongs to the lane's owner.
 */
final class LaneCalls {

    /** How a call is answered when chanio stops. */
    static final Consumer<LaneCall> STOPPING = call -> refuse(call, Reason.DRAINING, "chanio is stopping");

    private final Slots places;
    private final Queue<LaneCall> waiting = new ConcurrentLinkedQueue<>();
    private volatile Consumer<LaneCall> atClosed = STOPPING;

    LaneCalls(int capacity) {
        this.places = new Slots(capacity);
    }

    /** False when the call was answered already, refused maybe. */
    boolean add(LaneCall call) {
        return switch (places.take()) {
            case TAKEN -> keep(call);
            case FULL ->
                refuse(call, Reason.QUEUE_FULL, places.capacity() + " requests to this subchannel already wait");
            case CLOSED -> turnAway(call);
        };
    }

    int capacity() {
        return places.capacity();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    @Nullable
    LaneCall poll() {
        LaneCall call = waiting.poll();
        if (call != null) {
            places.release();
        }
        return call;
    }

    /** From now on calls are answered by {@code answer} alone, those that wait among them. */
    void close(Consumer<LaneCall> answer) {
        if (!places.closed()) {
            atClosed = answer;
        }
        places.close();
        for (LaneCall call = poll(); call != null; call = poll()) {
            turnAway(call);
        }
    }

    private boolean keep(LaneCall call) {
        waiting.add(call);
        // Closed since it got its place: whoever takes it out of the queue answers it, the owner or this thread.
        return !places.closed() || !waiting.remove(call) || turnAway(call);
    }

    private boolean turnAway(LaneCall call) {
        atClosed.accept(call);
        return false;
    }

    private static boolean refuse(LaneCall call, Reason reason, String why) {
        call.answer().completeExceptionally(new CallRefused(reason, why));
        return false;
    }
}
