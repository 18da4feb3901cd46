package dev.lastack.it.programs.attach;

/** Its end takes as long as a service needs that lets its last requests finish. */
public final class SlowEnd {

    private static final long LONGER_THAN_ANY_TEST = 1_800_000;

    private SlowEnd() {}

    public static void main(String[] args) throws Exception {
        Runtime.getRuntime().addShutdownHook(new Thread(SlowEnd::linger));
        System.out.println("READY");
        int ignored = System.in.read();
    }

    private static void linger() {
        System.out.println("ENDING");
        try {
            Thread.sleep(LONGER_THAN_ANY_TEST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
