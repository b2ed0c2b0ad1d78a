package io.chanio.port.sim.console;

import io.chanio.css.DeviceNumber;
import io.chanio.css.Octets;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.Charset;

/** The operator of a console that nobody sits before: what it prints goes to the log, and nothing is ever typed. */
final class LogReader implements Operator {

    private static final Logger LOGGER = System.getLogger("io.chanio.console");
    private static final Charset EBCDIC = Charset.forName("IBM037");

    private final DeviceNumber console;

    LogReader(DeviceNumber console) {
        this.console = console;
    }

    @Override
    public boolean isPresent() {
        return true;
    }

    /** A line of the log for each write, whatever the carriage does. */
    @Override
    public void read(Octets text, Carriage carriage) {
        LOGGER.log(Level.INFO, "console {0} prints: {1}", console, legible(text));
    }

    @Override
    public void hearAlarm() {
        LOGGER.log(Level.INFO, "console {0} sounds its alarm", console);
    }

    @Override
    public boolean hasTyped() {
        return false;
    }

    @Override
    public Octets takeLine() {
        throw new IllegalStateException("nothing is ever typed");
    }

    /** What a channel program prints must not look like lines of the log. */
    static String legible(Octets text) {
        return new String(text.toArray(), EBCDIC).replaceAll("\\p{Cntrl}", " ");
    }
}
