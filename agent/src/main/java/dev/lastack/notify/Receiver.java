package dev.lastack.notify;

/** One who is told. One thread at a time. */
interface Receiver {

    /** Whether {@link Message#json} is for him. */
    boolean wantsJson();

    /**
     * Returns when it has arrived. Takes a bounded time.
     *
     * @throws NotDelivered where it has not, and why
     * @throws InterruptedException where it is to be given up; nothing of it goes on then
     */
    void deliver(Message message) throws NotDelivered, InterruptedException;
}
