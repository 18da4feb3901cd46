package com.shop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a program whose handlers leak tells the test, and what it keeps for ever. */
public final class Served {

    private static final List<Object> KEPT = new ArrayList<>();
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private Served() {}

    /** A handler has done with a request what it will do. */
    public static synchronized <T> T took(T kept) {
        KEPT.add(kept);
        System.out.println("SERVED-" + KEPT.size());
        return kept;
    }

    /** To be waited for, on the caller's own line. */
    public static CountDownLatch never() {
        took("");
        return NEVER;
    }

    /** Until the test has seen enough. */
    public static void listening(int... ports) throws Exception {
        System.out.println("LISTEN " + IntStream.of(ports).mapToObj(Integer::toString).collect(Collectors.joining(" ")));
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
        Runtime.getRuntime().halt(0); // stuck handlers would hold back an orderly end
    }
}
