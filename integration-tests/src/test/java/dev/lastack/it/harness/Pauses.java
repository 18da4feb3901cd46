package dev.lastack.it.harness;

/** A peer's delay is part of its story: the timeout of a real server. */
final class Pauses {

    private Pauses() {}

    static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
