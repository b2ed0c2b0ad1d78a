package io.chanio.program;

import io.chanio.css.DeviceClass;
import io.chanio.css.Octets;
import io.chanio.program.ProgramFault.Code;
import java.util.Optional;

/**
 * Refuses SET PATH GROUP ID with the multipath bit: the control unit would then end programs on other paths than those they
 * began on, which the subchannel, not in multipath mode, does not know.
 *
 * @see "linux drivers/s390/cio/css.h: SPID_FUNC_MULTI_PATH; vfio_ccw never sets the multipath mode"
 */
final class PathGroupChecks {

    private static final int SET_PATH_GROUP_ID = 0xAF;
    private static final int MULTIPATH = 0x80;

    private final boolean knowsPathGroups;

    PathGroupChecks(DeviceClass deviceClass) {
        this.knowsPathGroups = switch (deviceClass) {
            case ECKD, CKD, FBA, TAPE, UNKNOWN -> true;
            case TERMINAL_3270, UNIT_RECORD, CONSOLE -> false;
        };
    }

    /** @param ccw one that does not continue another by data chaining */
    Optional<ProgramFault> of(int index, ProgramCcw ccw) {
        return knowsPathGroups
                        && ccw.command() == SET_PATH_GROUP_ID
                        && ccw.operand() instanceof Operand.Data(Octets bytes)
                        && bytes.length() > 0
                        && (bytes.at(0) & MULTIPATH) != 0
                ? Optional.of(ProgramChecks.of(
                        index,
                        "data",
                        Code.UNEXPECTED_OPERAND,
                        "X'%02x' asks for a path group in multipath mode, in which the subchannel is not: only functions without bit X'80' can be"
                                .formatted(bytes.at(0))))
                : Optional.empty();
    }
}
