package io.chanio.css;

/**
 * What a command code asks of the channel, by its low-order bits.
 *
 * @see "SA22-7832 Principles of Operation, Command Code"
 */
public enum CommandType {
    INVALID,
    SENSE,
    TRANSFER_IN_CHANNEL,
    READ_BACKWARD,
    WRITE,
    READ,
    CONTROL;

    /** @param command 0 to 255 */
    public static CommandType of(int command) {
        return switch (command & 0x3) {
            case 1 -> WRITE;
            case 2 -> READ;
            case 3 -> CONTROL;
            default -> ofLowNibble(command & 0xF);
        };
    }

    private static CommandType ofLowNibble(int nibble) {
        return switch (nibble) {
            case 0x4 -> SENSE;
            case 0x8 -> TRANSFER_IN_CHANNEL;
            case 0xC -> READ_BACKWARD;
            default -> INVALID;
        };
    }

    /** True where data flows from the device into storage. */
    public boolean storesData() {
        return switch (this) {
            case READ, READ_BACKWARD, SENSE -> true;
            case INVALID, TRANSFER_IN_CHANNEL, WRITE, CONTROL -> false;
        };
    }
}
