package io.chanio.port.sim;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * The one thread of the simulator: it takes the turns of a {@link SimulatedChannelSubsystem} from {@link #start()} to
 * {@link #close()}. Tests do without and step by hand.
 */
public final class ChannelSubsystemThread implements AutoCloseable {

    private static final Logger LOGGER = System.getLogger(ChannelSubsystemThread.class.getName());
    private static final String NAME = "chanio-channel-subsystem";

    private final SimulatedChannelSubsystem subsystem;
    private final Thread thread;

    public ChannelSubsystemThread(SimulatedChannelSubsystem subsystem) {
        this.subsystem = subsystem;
        this.thread = new Thread(this::takeTurns, NAME);
        this.thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Ends the thread and waits for it. */
    @Override
    public void close() {
        subsystem.stop();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void takeTurns() {
        try {
            while (subsystem.awaitWork()) {
                takeReadyTurns();
            }
        } catch (InterruptedException e) {
            LOGGER.log(Level.WARNING, "the channel subsystem was interrupted and stands still");
            Thread.currentThread().interrupt();
        }
    }

    private void takeReadyTurns() {
        try {
            subsystem.runReady();
        } catch (RuntimeException | InternalError e) {
            // InternalError: somebody made the file of a volume shorter while its bytes were taken. A broken device
            // stops its own program, which its user will time out; the others go on.
            LOGGER.log(Level.ERROR, "a simulated device failed", e);
        }
    }
}
