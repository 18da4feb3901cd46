package dev.lastack.it.programs.clients;

/** What a thread of a program does until the program ends, which it does not keep from ending. */
interface DaemonTask {

    void run() throws Exception;

    /** What it throws ends its thread, as the end of the program does. */
    static Thread start(DaemonTask task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (Exception e) {
                // the program ends
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
