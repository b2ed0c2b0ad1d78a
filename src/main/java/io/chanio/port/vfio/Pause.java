package io.chanio.port.vfio;

import java.time.Duration;

/** Lets time go by, for whoever waits for the kernel. */
interface Pause {
    void pause(Duration duration);
}
