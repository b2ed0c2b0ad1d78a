package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import java.util.Optional;

/**
 * PERFORM SUBSYSTEM FUNCTION, as far as it makes data ready, and READ SUBSYSTEM DATA, which has to follow it.
 *
 * @see "SA22-1025 3990/3390 reference, Perform Subsystem Function; linux drivers/s390/block/dasd_eckd.h, PSF orders"
 */
final class SubsystemFunction {

    private static final int PREPARE_FOR_READ = 0x18;
    private static final int PREPARE_LENGTH = 12;
    private static final int SET_INTERFACE_ID = 0xB0;
    private static final int SET_INTERFACE_ID_LENGTH = 4;
    private static final int ORDER_LENGTH_MIN = 2;
    private static final int FLAGS_OFFSET = 1;
    private static final int INTERFACE_FLAGS = 0xFE;
    private static final int SUBORDER_OFFSET = 6;
    private static final int MODE_OFFSET = 7;
    private static final int MESSAGE_OFFSET = 8;

    private static final int STORAGE_PATH_STATUS = 0x00;
    private static final int SUBSYSTEM_STATISTICS = 0x01;
    private static final int ATTENTION_MESSAGE = 0x03;
    private static final int UNIT_ADDRESS_CONFIGURATION = 0x0E;
    private static final int FEATURE_CODES = 0x41;

    private static final int STATISTICS_LENGTH = 96;
    private static final int CONFIGURATION_LENGTH = 512;
    private static final int FEATURES_LENGTH = 256;
    private static final int PATH_STATUS_LENGTH = 16;
    private static final int PATH_STATUS_LENGTH_3990_6 = 24;

    private final Unit unit;
    private final EckdIdentity identity;

    SubsystemFunction(Unit unit, EckdIdentity identity) {
        this.unit = unit;
        this.identity = identity;
    }

    /** Whether the command is one that may follow READ SUBSYSTEM DATA. */
    static boolean preparesData(Command command) {
        return command.code() == Codes.PERFORM_SUBSYSTEM_FUNCTION
                && !command.parameters().isEmpty()
                && command.parameters().at(0) == PREPARE_FOR_READ;
    }

    Outcome perform(Octets order) {
        if (unit.chain().inDomain()) {
            return UnitCheck.INVALID_SEQUENCE;
        }
        if (order.length() < ORDER_LENGTH_MIN) {
            return UnitCheck.PARAMETERS_TOO_SHORT;
        }
        return switch (order.at(0)) {
            case PREPARE_FOR_READ -> prepare(order);
            case SET_INTERFACE_ID -> setInterfaceId(order);
            default -> UnitCheck.INVALID_PARAMETER;
        };
    }

    private Outcome prepare(Octets order) {
        if (order.length() < PREPARE_LENGTH) {
            return UnitCheck.PARAMETERS_TOO_SHORT;
        }
        Optional<Octets> data = isWellFormed(order) ? dataFor(order) : Optional.empty();
        if (data.isEmpty()) {
            return UnitCheck.INVALID_PARAMETER;
        }
        unit.chain().subsystemData = data.get();
        return Outcome.accepted(PREPARE_LENGTH);
    }

    /** All bytes are zero but the suborder and, for two suborders, its own parameters. */
    private static boolean isWellFormed(Octets order) {
        Octets reserved = order.slice(FLAGS_OFFSET, SUBORDER_OFFSET);
        Octets parameters = order.slice(MESSAGE_OFFSET, PREPARE_LENGTH);
        int suborder = order.at(SUBORDER_OFFSET);
        int mode = order.at(MODE_OFFSET);
        boolean statistics = suborder == SUBSYSTEM_STATISTICS;
        boolean parametersFit =
                switch (suborder) {
                    case SUBSYSTEM_STATISTICS ->
                        parameters.at(0) <= 1 && parameters.slice(1, 4).equals(Octets.zeros(3));
                    case ATTENTION_MESSAGE -> true;
                    default -> parameters.equals(Octets.zeros(parameters.length()));
                };
        return reserved.equals(Octets.zeros(reserved.length()))
                && (mode == 0 || (statistics && mode == 0xFF))
                && parametersFit;
    }

    private Optional<Octets> dataFor(Octets order) {
        return switch (order.at(SUBORDER_OFFSET)) {
            case STORAGE_PATH_STATUS -> Optional.of(pathStatus());
            case SUBSYSTEM_STATISTICS ->
                Optional.of(Octets.zeros(order.at(MESSAGE_OFFSET) == 0 ? STATISTICS_LENGTH : 2 * STATISTICS_LENGTH));
            case ATTENTION_MESSAGE ->
                Optional.of(Octets.of(0, 9, 0, 0)
                        .concat(order.slice(MESSAGE_OFFSET, PREPARE_LENGTH))
                        .concat(Octets.zeros(1)));
            case UNIT_ADDRESS_CONFIGURATION -> Optional.of(Octets.zeros(CONFIGURATION_LENGTH));
            case FEATURE_CODES -> Optional.of(Octets.zeros(FEATURES_LENGTH));
            default -> Optional.empty();
        };
    }

    /** One path, valid and attached. */
    private Octets pathStatus() {
        boolean enhanced = unit.controlUnit() == DasdControlUnit.IBM_3990_6;
        int length = enhanced ? PATH_STATUS_LENGTH_3990_6 : PATH_STATUS_LENGTH;
        return Octets.of(0xC0, 0x80).concat(Octets.zeros(length - 2));
    }

    private Outcome setInterfaceId(Octets order) {
        if (order.length() < SET_INTERFACE_ID_LENGTH) {
            return UnitCheck.PARAMETERS_TOO_SHORT;
        }
        if ((order.at(FLAGS_OFFSET) & INTERFACE_FLAGS) != 0) {
            return UnitCheck.INVALID_PARAMETER;
        }
        unit.chain().subsystemData = identity.interfaceNodes();
        return Outcome.accepted(SET_INTERFACE_ID_LENGTH);
    }

    Outcome readData(Command command) {
        Chain chain = unit.chain();
        boolean ready = !chain.subsystemData.isEmpty();
        return ready ? Outcome.read(chain.takeSubsystemData()) : UnitCheck.INVALID_SEQUENCE;
    }
}
