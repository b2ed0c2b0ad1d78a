package io.chanio.port.sim.console;

import io.chanio.css.Octets;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** An operator who remembers all that happened, and types what a test says. */
public final class PatientOperator implements Operator {

    private static final Charset EBCDIC = Charset.forName("IBM037");

    private final List<String> seen = new ArrayList<>();
    private final Queue<Octets> lines = new ArrayDeque<>();
    private boolean present = true;

    public void type(String line) {
        lines.add(Octets.of(line.getBytes(EBCDIC)));
    }

    void leave() {
        present = false;
    }

    /** What was printed, with a bar where the carriage returned, and the alarm as an exclamation mark. */
    public List<String> seen() {
        return List.copyOf(seen);
    }

    @Override
    public boolean isPresent() {
        return present;
    }

    @Override
    public void read(Octets text, Carriage carriage) {
        String printed = new String(text.toArray(), EBCDIC);
        seen.add(
                switch (carriage) {
                    case STAYS -> printed;
                    case RETURNS -> printed + "|";
                });
    }

    @Override
    public void hearAlarm() {
        seen.add("!");
    }

    @Override
    public boolean hasTyped() {
        return !lines.isEmpty();
    }

    @Override
    public Octets takeLine() {
        return lines.remove();
    }
}
