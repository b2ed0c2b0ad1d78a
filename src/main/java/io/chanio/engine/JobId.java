package io.chanio.engine;

import java.util.UUID;

/** A job's identity: a UUID of version 7, so that later jobs sort behind earlier ones. */
public record JobId(UUID value) implements Comparable<JobId> {

    /** @throws IllegalArgumentException when {@code text} is no UUID */
    public static JobId parse(String text) {
        UUID parsed = UUID.fromString(text);
        if (!parsed.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("'" + text + "' is no job id");
        }
        return new JobId(parsed);
    }

    @Override
    public int compareTo(JobId that) {
        int byTime = Long.compareUnsigned(value.getMostSignificantBits(), that.value.getMostSignificantBits());
        return byTime != 0
                ? byTime
                : Long.compareUnsigned(value.getLeastSignificantBits(), that.value.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
