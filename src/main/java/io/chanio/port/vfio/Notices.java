package io.chanio.port.vfio;

/** Where an operator reads what was taken and given back. */
interface Notices {
    void log(System.Logger.Level level, String message);
}
