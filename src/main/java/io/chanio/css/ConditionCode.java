package io.chanio.css;

/**
 * The answer of a channel-subsystem instruction to a function: at once, or deferred into an SCSW.
 *
 * @see "SA22-7832 Principles of Operation, ch. 14, START SUBCHANNEL, and ch. 16, Deferred Condition Code"
 */
public enum ConditionCode {
    ACCEPTED(0),
    STATUS_PENDING(1),
    BUSY(2),
    NOT_OPERATIONAL(3);

    private final int code;

    ConditionCode(int code) {
        this.code = code;
    }

    /** @param code 0 to 3 */
    public static ConditionCode of(int code) {
        return switch (code) {
            case 0 -> ACCEPTED;
            case 1 -> STATUS_PENDING;
            case 2 -> BUSY;
            case 3 -> NOT_OPERATIONAL;
            default -> throw new IllegalArgumentException("condition code " + code + " is not 0 to 3");
        };
    }

    /** 0 to 3. */
    public int code() {
        return code;
    }
}
