package dev.lastack.notify;

/** One who is told. One thread at a time. */
interface Receiver {

    /** Somebody outside of this process: he gets {@link Message#json}, and the way to him takes file descriptors. */
    boolean isOutside();

    /** What is missing before anybody was told, for whoever has just configured it; empty where nothing is known to be. */
    default String missing() {
        return "";
    }

    /**
     * Returns when it has arrived. Takes a bounded time.
     *
     * @throws NotDelivered where it has not, and why
     * @throws InterruptedException where it is to be given up; nothing of it goes on then
     */
    void deliver(Message message) throws NotDelivered, InterruptedException;
}
