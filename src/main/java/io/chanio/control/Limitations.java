package io.chanio.control;

import io.chanio.engine.LaneView;
import io.chanio.engine.Lanes;
import io.chanio.port.Feature;
import java.util.List;

/** What chanio can't do with an open subchannel because its kernel lacks something, and what follows. */
public final class Limitations {

    private Limitations() {}

    /** A sentence for each; none for a subchannel that is not open. */
    public static List<String> of(LaneView lane) {
        return lane.missing().stream().sorted().map(Limitations::without).toList();
    }

    private static String without(Feature missing) {
        return switch (missing) {
            case HALT_CLEAR -> "no halt and no clear: a job that does not end by itself quarantines the subchannel";
            case SCHIB ->
                "no SCHIB: the kernel alone chooses the channel paths, and lost status is found only when a job's time is up";
            case CRW -> "no channel reports: a changed path is seen when the subchannel is stored or listed again";
            case REQ ->
                "no request for the device: chanio sees up to %d s late that the kernel takes it back"
                        .formatted(Lanes.REMOVAL_SEEN_WITHIN.toSeconds());
        };
    }
}
