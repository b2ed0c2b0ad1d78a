package io.chanio.port.sim.console;

import io.chanio.css.Octets;

/**
 * Who sits before a console: reads what it prints, and types. Text is EBCDIC, as the channel program has it.
 *
 * <p>Threads: the simulator's calls all of it.
 */
public interface Operator {

    /** What the carriage does behind a text. */
    enum Carriage {
        STAYS,
        RETURNS
    }

    /** Whether anybody is there; without, the console does nothing but tell what it is. */
    boolean isPresent();

    void read(Octets text, Carriage carriage);

    void hearAlarm();

    /** Whether a line was typed that no READ INQUIRY took yet. */
    boolean hasTyped();

    /** The oldest of those lines, and forgets it; asked for only where there is one. */
    Octets takeLine();
}
