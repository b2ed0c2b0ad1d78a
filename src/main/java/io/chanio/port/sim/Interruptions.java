package io.chanio.port.sim;

import io.chanio.css.Crw;
import io.chanio.css.Irb;
import io.chanio.css.PathMask;

/** Where a subchannel's status goes: the driver that has it open. All calls come under the subchannel's lock. */
interface Interruptions {

    /** Whether whoever waits is told. */
    enum Signal {
        SENT,
        LOST
    }

    /** Drops everything: nobody has the subchannel open. */
    Interruptions NOWHERE = new Interruptions() {
        @Override
        public void interrupted(Irb irb, Signal signal) {}

        @Override
        public void reported(Crw report) {}

        @Override
        public void pathLost(PathMask path) {}

        @Override
        public void pathRestored(PathMask path) {}

        @Override
        public void deviceRemoved() {}

        @Override
        public void deviceRequested() {}
    };

    void interrupted(Irb irb, Signal signal);

    void reported(Crw report);

    /** Whatever the driver runs over {@code path} will not end well. */
    void pathLost(PathMask path);

    /** The driver may use {@code path} again. */
    void pathRestored(PathMask path);

    void deviceRemoved();

    void deviceRequested();
}
