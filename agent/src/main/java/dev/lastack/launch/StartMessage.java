package dev.lastack.launch;

/**
 * Writes a line about the start to {@link System#err}, on a thread beside: where nobody reads standard error, the JVM's
 * start, or whoever attached, waits for it only so long. Knows nothing but the JDK, and makes no lambda: it may be used
 * where a start has failed for want of descriptors.
 */
final class StartMessage implements Runnable {

    /** More than a terminal or file needs; the thread that stays behind is a daemon, and ends with its write. */
    static final int WAIT_MILLIS = 1_000;

    private final String line;

    private StartMessage(String line) {
        this.line = line;
    }

    static void say(String line) {
        write(new StartMessage(line));
    }

    /** Returns when it has been written, or when the time is up. An interrupt is kept for the caller. */
    static void write(Runnable writing) {
        Thread thread = new Thread(null, writing, "lastack-message");
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        try {
            thread.start();
        } catch (OutOfMemoryError e) { // no thread to be had: the line matters more
            writing.run();
            return;
        }
        try {
            thread.join(WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        System.err.println(line);
    }
}
