package dev.lastack.demo.orders;

import dev.lastack.demo.peer.Peers;

/** One piece of the order service. A fault stays to be looked at after it has run. */
public interface Scenario {

    /**
     * Does the work and leaves its state in place.
     *
     * @param connections how many connections show the fault, or in a healthy twin do not
     */
    void run(int connections, Peers peers) throws Exception;

    default String name() {
        return getClass().getSimpleName();
    }
}
