package io.chanio.ledger;

import io.chanio.css.Octets;
import io.chanio.engine.CcwData;
import io.chanio.engine.Job;
import io.chanio.engine.ProgramResult;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Optional;

/** About how many bytes the part of a job takes that is given up first: its data and its result. */
final class Weight {

    /** An object with its header and the reference to it. */
    private static final long OBJECT = 32;

    private Weight() {}

    static long of(Job job) {
        long data = job.program().map(Weight::ofData).orElse(0L);
        return data + job.result().map(Weight::ofValue).orElse(0L);
    }

    private static long ofData(ProgramResult result) {
        long sum = 0;
        for (CcwData data : result.data()) {
            sum += 2 * OBJECT + data.bytes().length();
        }
        return sum;
    }

    /** Walks the values that results of operations are made of. */
    private static long ofValue(Object value) {
        if (value instanceof Octets octets) {
            return OBJECT + octets.length();
        }
        if (value instanceof CharSequence text) {
            return OBJECT + text.length();
        }
        if (value instanceof Collection<?> many) {
            return OBJECT + many.stream().mapToLong(Weight::ofValue).sum();
        }
        if (value instanceof Optional<?> maybe) {
            return maybe.map(Weight::ofValue).orElse(0L);
        }
        return value instanceof Record members ? ofMembers(members) : OBJECT;
    }

    private static long ofMembers(Record members) {
        long sum = OBJECT;
        for (RecordComponent component : members.getClass().getRecordComponents()) {
            sum += ofMember(members, component);
        }
        return sum;
    }

    private static long ofMember(Record members, RecordComponent component) {
        try {
            return ofValue(component.getAccessor().invoke(members));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("result " + members.getClass() + " is not public", e);
        }
    }
}
