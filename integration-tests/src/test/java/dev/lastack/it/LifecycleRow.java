package dev.lastack.it;

/**
 * One row of the lifecycle table: what is run, and what of it must be seen.
 *
 * @param name the program's argument
 * @param openedIn the program's method whose frame must be on the open stack; empty where another thread opens
 * @param owned connections the program still holds as the kernel's table shows it at the end
 * @param open connections whose descriptor is not released at the end
 * @param firstCloser in the report's words; decided by the first FIN, whether or not the connection is still open
 * @param rule a finding that must be there, or empty
 */
record LifecycleRow(
        LifecyclePeer world,
        String program,
        String name,
        int sinceJava,
        String role,
        String transport,
        String openedIn,
        int opened,
        int owned,
        int open,
        int closeWait,
        int timeWait,
        String firstCloser,
        String rule) {

    static LifecycleRow of(LifecyclePeer world, String program, String name, String transport) {
        String role = world == LifecyclePeer.DIALS ? "server" : "client";
        return new LifecycleRow(world, program, name, 17, role, transport, name, 1, 0, 0, 0, 0, "", "");
    }

    /** Such as {@code local}: ended, nothing left but perhaps our TIME_WAIT. */
    LifecycleRow ended(String first) {
        return copy(sinceJava, openedIn, opened, 0, 0, 0, first.equals("local") ? 1 : 0, first, rule);
    }

    LifecycleRow leavesTimeWait() {
        return copy(sinceJava, openedIn, opened, owned, open, closeWait, 1, firstCloser, rule);
    }

    LifecycleRow leftInCloseWait() {
        return copy(sinceJava, openedIn, opened, 1, 1, 1, 0, "remote", rule);
    }

    /** The descriptor is held, TCP is through with it. */
    LifecycleRow descriptorHeld(String first) {
        return copy(sinceJava, openedIn, opened, 0, 1, 0, first.equals("local") ? 1 : 0, first, rule);
    }

    LifecycleRow noRecord() {
        return copy(sinceJava, openedIn, 0, 0, 0, 0, 0, "", "");
    }

    LifecycleRow openedIn(String method) {
        return copy(sinceJava, method, opened, owned, open, closeWait, timeWait, firstCloser, rule);
    }

    LifecycleRow sinceJava(int version) {
        return copy(version, openedIn, opened, owned, open, closeWait, timeWait, firstCloser, rule);
    }

    LifecycleRow finding(String expectedRule) {
        return copy(sinceJava, openedIn, opened, owned, open, closeWait, timeWait, firstCloser, expectedRule);
    }

    private LifecycleRow copy(
            int newSinceJava,
            String newOpenedIn,
            int newOpened,
            int newOwned,
            int newOpen,
            int newCloseWait,
            int newTimeWait,
            String newFirstCloser,
            String newRule) {
        return new LifecycleRow(
                world,
                program,
                name,
                newSinceJava,
                role,
                transport,
                newOpenedIn,
                newOpened,
                newOwned,
                newOpen,
                newCloseWait,
                newTimeWait,
                newFirstCloser,
                newRule);
    }

    @Override
    public String toString() {
        return program + " " + name;
    }
}
