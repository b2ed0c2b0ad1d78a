package io.chanio.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.chanio.api.request.Fault;
import io.chanio.api.request.FaultCode;
import io.chanio.api.request.Members;
import io.chanio.css.CcwFormat;
import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import io.chanio.program.CcwDraft;
import io.chanio.program.CcwFlag;
import io.chanio.program.OrbOptions;
import io.chanio.program.ProgramChecks;
import io.chanio.program.ProgramDraft;
import io.chanio.program.ProgramFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a channel program out of a request. What can't be read is noted, and something harmless stands in its place, so
 * that the rest can still be checked; {@link #unexplained} leaves out what only the stand-in is to blame for. One
 * request, one thread.
 */
final class ProgramReader {

    private static final Pattern MASK = Pattern.compile("0x([0-9a-fA-F]{2})");
    private static final int HEXADECIMAL = 16;
    private static final String STAND_IN_COMMAND = "0x03";
    private static final CcwDraft STAND_IN =
            new CcwDraft(STAND_IN_COMMAND, Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), Set.of(), false);
    private static final int WHOLE_PROGRAM = -1;
    private static final String COMMAND = "command";
    private static final String DATA = "data";
    private static final String COUNT = "count";
    private static final String TARGET = "target";
    private static final String FLAGS = "flags";
    private static final String END = "end";
    private static final Set<String> OPERANDS = Set.of(DATA, COUNT, TARGET);

    private final List<Fault> faults;

    /** By CCW: the members for which something stands in, or all of them. */
    private final Map<Integer, Set<String>> standIns = new HashMap<>();

    ProgramReader(List<Fault> faults) {
        this.faults = faults;
    }

    ProgramDraft read(Members program) {
        List<CcwDraft> ccws = new ArrayList<>();
        Optional<JsonNode> list = program.array("ccws");
        if (list.isEmpty()) {
            program.missing("ccws", "the program's CCWs");
            standIns.put(WHOLE_PROGRAM, Set.of());
        } else if (list.get().size() > ProgramChecks.CCWS_LOOKED_AT_MAX) {
            // Refused for its length alone; to name each fault in it would take longer than the body was long.
            ccws.addAll(Collections.nCopies(list.get().size(), STAND_IN));
        } else {
            for (JsonNode ccw : list.get()) {
                ccws.add(ccw(ccw, ccws.size()));
            }
        }
        OrbOptions orb = program.object("orb").map(this::orb).orElse(OrbOptions.DEFAULT);
        program.refuseOthers();
        return new ProgramDraft(ccws, orb);
    }

    /** Those of {@code found} that the client's own words are to blame for. */
    List<ProgramFault> unexplained(List<ProgramFault> found) {
        return found.stream().filter(fault -> !standsIn(fault)).toList();
    }

    private boolean standsIn(ProgramFault fault) {
        if (fault.ccw().isEmpty()) {
            return standIns.containsKey(WHOLE_PROGRAM);
        }
        Set<String> members = standIns.getOrDefault(fault.ccw().getAsInt(), Set.of());
        return members.contains(COMMAND) || members.contains(fault.member());
    }

    private CcwDraft ccw(JsonNode node, int index) {
        if (!node.isObject()) {
            faults.add(new Fault(
                    Optional.of(index),
                    "ccws[" + index + "]",
                    FaultCode.WRONG_TYPE.name(),
                    "a CCW must be an object, not " + Members.described(node)));
            standIns.put(index, Set.of(COMMAND));
            return STAND_IN;
        }
        Members ccw = Members.ofCcw(node, index, faults);
        CcwDraft draft = draft(ccw);
        ccw.refuseOthers();
        noteStandIns(ccw, index);
        return draft;
    }

    private static CcwDraft draft(Members ccw) {
        Optional<String> command = ccw.text(COMMAND);
        if (command.isEmpty()) {
            ccw.missing(COMMAND, "a code like 0x06, or a mnemonic like READ_DATA");
        }
        return new CcwDraft(
                command.orElse(STAND_IN_COMMAND),
                data(ccw),
                ccw.number(COUNT),
                ccw.number(TARGET),
                flags(ccw),
                ccw.truth(END).orElse(false));
    }

    private void noteStandIns(Members ccw, int index) {
        Set<String> faulty = new HashSet<>();
        for (String member : List.of(COMMAND, DATA, COUNT, TARGET, FLAGS, END)) {
            if (ccw.faulty(member)) {
                faulty.add(member);
            }
        }
        // Where one way to give the operand is at fault, the checks would blame another for it.
        if (faulty.stream().anyMatch(OPERANDS::contains)) {
            faulty.addAll(OPERANDS);
        }
        standIns.put(index, faulty);
    }

    private static Optional<Octets> data(Members ccw) {
        Optional<String> text = ccw.text(DATA);
        try {
            return text.map(base64 -> Octets.of(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException e) {
            ccw.note(
                    DATA,
                    FaultCode.MALFORMED_VALUE,
                    "'%s' is not base64 (RFC 4648, section 4): %s"
                            .formatted(Members.shown(text.orElse("")), e.getMessage()));
            return Optional.empty();
        }
    }

    private static Set<CcwFlag> flags(Members ccw) {
        Set<CcwFlag> flags = EnumSet.noneOf(CcwFlag.class);
        for (JsonNode name : ccw.array(FLAGS)
                .map(JsonNode::valueStream)
                .orElse(Stream.empty())
                .toList()) {
            Optional<CcwFlag> flag = Arrays.stream(CcwFlag.values())
                    .filter(known -> known.name().equals(name.textValue()))
                    .findFirst();
            flag.ifPresentOrElse(
                    flags::add,
                    () -> ccw.note(
                            FLAGS,
                            FaultCode.MALFORMED_VALUE,
                            "%s is not one of %s".formatted(Members.shown(name), Arrays.toString(CcwFlag.values()))));
        }
        return flags;
    }

    private OrbOptions orb(Members orb) {
        OptionalInt format = orb.number("format", 0, 1);
        Optional<PathMask> paths = orb.text("lpm").flatMap(text -> paths(orb, text));
        Optional<Boolean> suppression = orb.truth("incorrectLengthSuppression");
        orb.refuseOthers();
        return new OrbOptions(
                format.orElse(1) == 0 ? CcwFormat.FORMAT_0 : CcwFormat.FORMAT_1,
                paths.orElse(PathMask.ALL),
                suppression.orElse(true));
    }

    private static Optional<PathMask> paths(Members orb, String text) {
        Matcher mask = MASK.matcher(text);
        if (!mask.matches()) {
            orb.note(
                    "lpm",
                    FaultCode.MALFORMED_VALUE,
                    "'%s' is not 0x and two hexadecimal digits".formatted(Members.shown(text)));
            return Optional.empty();
        }
        PathMask paths = new PathMask(Integer.parseInt(mask.group(1), HEXADECIMAL));
        if (paths.isEmpty()) {
            orb.note("lpm", FaultCode.OUT_OF_RANGE, "0x00 names no path: at least one bit must be one");
        }
        return Optional.of(paths);
    }
}
