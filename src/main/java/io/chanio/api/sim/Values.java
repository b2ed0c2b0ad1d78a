package io.chanio.api.sim;

import io.chanio.api.request.FaultCode;
import io.chanio.api.request.Members;
import io.chanio.css.DeviceStatus;
import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import io.chanio.port.sim.Fault;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Reads the values that faults and actions are made of. What is wrong with one is noted in the {@link Members}, and it reads
 * as absent.
 *
 * @param installed the subchannel's paths
 */
record Values(Members members, PathMask installed) {

    static final String DEVICE_STATUS = "deviceStatus";
    static final String SENSE = "sense";
    static final String PATHS = "paths";

    private static final Pattern SENSE_BYTES =
            Pattern.compile("([0-9a-fA-F]{2}){1,%d}".formatted(Fault.UnitCheck.SENSE_MAX));
    private static final Pattern MASK = Pattern.compile("0x[0-9a-fA-F]{2}");

    /** One of {@code known}, which must be there. */
    <E extends Enum<E>> Optional<E> required(String member, List<E> known) {
        Optional<E> value = optional(member, known);
        if (value.isEmpty()) {
            members.missing(member, "one of " + known);
        }
        return value;
    }

    <E extends Enum<E>> Optional<E> optional(String member, List<E> known) {
        return members.text(member).flatMap(name -> constant(member, name, known));
    }

    /** The status bits by their names. */
    Optional<DeviceStatus> deviceStatus() {
        List<DeviceStatus.Bit> known = Arrays.asList(DeviceStatus.Bit.values());
        Optional<List<String>> names = members.texts(DEVICE_STATUS);
        if (names.isEmpty()) {
            members.missing(DEVICE_STATUS, "an array with some of " + known);
        }
        return names.map(all -> DeviceStatus.of(all.stream()
                .flatMap(name -> constant(DEVICE_STATUS, name, known).stream())
                .toArray(DeviceStatus.Bit[]::new)));
    }

    /** Sense data, or none. */
    Octets senseOrNone() {
        return members.text(SENSE).flatMap(this::bytes).orElse(Octets.EMPTY);
    }

    /** Sense data, which must be there. */
    Optional<Octets> sense() {
        Optional<Octets> sense = members.text(SENSE).flatMap(this::bytes);
        if (sense.isEmpty()) {
            members.missing(SENSE, "the sense bytes in hexadecimal");
        }
        return sense;
    }

    /** Some of the paths that are installed. */
    Optional<PathMask> paths() {
        Optional<PathMask> paths = members.text(PATHS).flatMap(this::mask);
        if (paths.isEmpty()) {
            members.missing(PATHS, "a mask, as 0x80 for path 0");
        }
        return paths;
    }

    OptionalInt number(String member, int least, int most) {
        OptionalInt number = members.number(member, least, most);
        if (number.isEmpty()) {
            members.missing(member, "a whole number of %d to %d".formatted(least, most));
        }
        return number;
    }

    private Optional<Octets> bytes(String text) {
        if (SENSE_BYTES.matcher(text).matches()) {
            return Optional.of(Octets.ofHex(text));
        }
        members.note(
                SENSE,
                FaultCode.MALFORMED_VALUE,
                "'%s' is not 1 to %d bytes in hexadecimal".formatted(Members.shown(text), Fault.UnitCheck.SENSE_MAX));
        return Optional.empty();
    }

    private Optional<PathMask> mask(String text) {
        if (!MASK.matcher(text).matches()) {
            members.note(
                    PATHS,
                    FaultCode.MALFORMED_VALUE,
                    "'%s' is not 0x and two hexadecimal digits".formatted(Members.shown(text)));
            return Optional.empty();
        }
        PathMask mask = new PathMask(Integer.decode(text));
        if (mask.isEmpty() || !mask.without(installed).isEmpty()) {
            members.note(
                    PATHS,
                    FaultCode.OUT_OF_RANGE,
                    "%s is not one or more of the paths that are installed, %s".formatted(mask, installed));
            return Optional.empty();
        }
        return Optional.of(mask);
    }

    private <E extends Enum<E>> Optional<E> constant(String member, String name, List<E> known) {
        Optional<E> constant =
                known.stream().filter(each -> each.name().equals(name)).findFirst();
        if (constant.isEmpty()) {
            members.note(
                    member, FaultCode.MALFORMED_VALUE, "'%s' is not one of %s".formatted(Members.shown(name), known));
        }
        return constant;
    }
}
