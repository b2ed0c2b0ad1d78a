package io.chanio.engine;

/**
 * Gives a worker its thread: waiting is the runner's business.
 *
 * <p>Threads: is one. When it ends by a failure, the worker's heartbeat stops, and liveness says so.
 */
final class WorkerRunner implements Runnable {

    /** The longest wait, so that the heartbeat goes on when nothing happens. */
    static final int WAIT_MAX_MILLIS = 1000;

    private final Worker worker;

    WorkerRunner(Worker worker) {
        this.worker = worker;
    }

    @Override
    public void run() {
        while (!worker.finished()) {
            worker.doWork(WAIT_MAX_MILLIS);
        }
        worker.close();
    }
}
