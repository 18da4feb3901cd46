package dev.lastack.it;

import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.ScriptedPeers;
import java.util.function.Function;

/**
 * One published bug.
 *
 * @param badLibraries folder of the case's libraries, empty for the JDK alone
 * @param peers by mode, {@code bad} or {@code good}
 * @param badState what the kernel calls the connections the bug leaves
 * @param badStateLeft how many are in that state when the program ends
 * @param culprit class and method, of the program's package
 */
record LibraryCase(
        String program,
        String badLibraries,
        String goodLibraries,
        Function<String, LoopbackServer.Handler> peers,
        boolean listens,
        String badState,
        long badStateLeft,
        String rule,
        String culprit) {

    private static final String PACKAGE = "dev.lastack.it.programs.cases.";

    static LibraryCase of(String program, String libraries, LoopbackServer.Handler peer) {
        return new LibraryCase(program, libraries, libraries, mode -> peer, false, "CLOSE_WAIT", 10, "", "");
    }

    LibraryCase inTwoVersions() {
        return new LibraryCase(
                program,
                badLibraries + "-bad",
                goodLibraries + "-good",
                peers,
                listens,
                badState,
                badStateLeft,
                rule,
                culprit);
    }

    LibraryCase listening(Function<String, LoopbackServer.Handler> clients) {
        return new LibraryCase(
                program, badLibraries, goodLibraries, clients, true, badState, badStateLeft, rule, culprit);
    }

    LibraryCase leaving(long count, String state) {
        return new LibraryCase(program, badLibraries, goodLibraries, peers, listens, state, count, rule, culprit);
    }

    LibraryCase found(String expectedRule, String expectedCulprit) {
        return new LibraryCase(
                program,
                badLibraries,
                goodLibraries,
                peers,
                listens,
                badState,
                badStateLeft,
                expectedRule,
                PACKAGE + expectedCulprit);
    }

    String programClass() {
        return PACKAGE + program;
    }

    LoopbackServer.Handler peer(String mode) {
        return peers.apply(mode);
    }

    /** Whether the peer stays until the test lets it hang up; a scripted one is told by the program itself. */
    boolean peerWaits(String mode) {
        return !listens && peer(mode) != ScriptedPeers.PLAIN;
    }

    @Override
    public String toString() {
        return program;
    }
}
