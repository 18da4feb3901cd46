package dev.lastack.it.programs.pools;

/** One library's pool of connections to one server. */
interface LendingPool {

    /** Borrows a connection and uses it once. */
    Lease borrow() throws Exception;

    /** What was borrowed. */
    interface Lease {

        /** False where it cannot be used twice. */
        default boolean useAgain() throws Exception {
            return false;
        }

        void giveBack() throws Exception;
    }
}
