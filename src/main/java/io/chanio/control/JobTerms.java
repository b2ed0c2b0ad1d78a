package io.chanio.control;

import io.chanio.css.SubchannelId;
import io.chanio.engine.History.Keeping;
import io.chanio.engine.IdempotencyKey;
import java.time.Duration;
import java.util.Optional;

/**
 * What every job has, whatever it does.
 *
 * @param timeout from acceptance to the end; the configured default when empty
 * @param keeping how long its record must stay
 * @param key what makes it one with an earlier request
 */
public record JobTerms(
        SubchannelId subchannel,
        Optional<Duration> timeout,
        Optional<String> label,
        Keeping keeping,
        Optional<IdempotencyKey> key) {

    public static final Duration TIMEOUT_MAX = Duration.ofHours(1);
    public static final int LABEL_MAX = 255;

    public JobTerms {
        timeout.ifPresent(JobTerms::checkTimeout);
        label.ifPresent(JobTerms::checkLabel);
    }

    private static void checkTimeout(Duration timeout) {
        if (!timeout.isPositive() || timeout.compareTo(TIMEOUT_MAX) > 0) {
            throw new IllegalArgumentException("timeout %s is not up to %s".formatted(timeout, TIMEOUT_MAX));
        }
    }

    /** What is wrong with a label; it ends in logs, on terminals and in databases, so it is text that all of them hold. */
    public static Optional<String> faultOfLabel(String label) {
        if (label.isEmpty() || label.length() > LABEL_MAX) {
            return Optional.of("a label of %d characters is not 1 to %d".formatted(label.length(), LABEL_MAX));
        }
        return label.codePoints()
                .filter(JobTerms::isNoText)
                .mapToObj(codePoint -> "a label can't hold the character U+%04X".formatted(codePoint))
                .findFirst();
    }

    private static boolean isNoText(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }

    private static void checkLabel(String label) {
        faultOfLabel(label).ifPresent(fault -> {
            throw new IllegalArgumentException(fault);
        });
    }
}
