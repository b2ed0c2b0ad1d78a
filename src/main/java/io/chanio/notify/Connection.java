package io.chanio.notify;

/** The way to one client. Belongs to that client's event loop. */
interface Connection {

    /** Takes text for the client, also when it is full: then whoever writes is to stop. */
    void write(String text);

    /** True while as much as may wait for the client waits. */
    boolean full();

    /** Ends the answer, behind what still waits. */
    void end();

    /** Ends it at once. */
    void cut();
}
