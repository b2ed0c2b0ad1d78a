package io.chanio.control;

import java.util.List;

/** What became of asking for several jobs together. */
public sealed interface BatchSubmitted {

    /** What became of each, in their order. */
    record Each(List<Submitted> items) implements BatchSubmitted {

        public Each {
            items = List.copyOf(items);
        }
    }

    /** Nothing was accepted, because of what stands here, in the order of the items. */
    record NoneAccepted(List<Refusal> refusals) implements BatchSubmitted {

        public NoneAccepted {
            refusals = List.copyOf(refusals);
        }
    }

    /** The request as a whole is refused, whatever its items are. */
    record Refused(Submitted why) implements BatchSubmitted {}

    /** @param item its place among the items, from 0 */
    record Refusal(int item, Submitted why) {}
}
