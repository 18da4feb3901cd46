package dev.lastack.it;

import dev.lastack.it.harness.GrpcRequest;
import dev.lastack.it.harness.LeavingClient;

/**
 * One server, and what its handler does with each request.
 *
 * @param libraries folder of the server's libraries, empty for the JDK alone
 * @param variant a constant of the programs' {@code Variant}, in lower case
 * @param leaks false: the server notices by itself that the client has left
 * @param culprit class and method, of the programs' package; empty where nothing leaks
 */
record ServerCase(String program, String libraries, String variant, boolean leaks, String culprit) {

    private static final String PACKAGE = "dev.lastack.it.programs.servers.";
    private static final int BODY_BYTES = 300_000;

    /** Into the receive buffer, so that the client's FIN arrives behind it. */
    private static final int SENT_BYTES = 100_000;

    static ServerCase of(String program, String libraries, String variant) {
        return new ServerCase(program, libraries, variant, false, "");
    }

    ServerCase leavingAt(String expectedCulprit) {
        return new ServerCase(program, libraries, variant, true, PACKAGE + expectedCulprit);
    }

    String programClass() {
        return PACKAGE + program;
    }

    String request() {
        if (program.equals("GrpcServer")) {
            return GrpcRequest.call("/greetings/greet", "x");
        }
        return variant.equals("paused") ? LeavingClient.unfinishedPost(BODY_BYTES, SENT_BYTES) : LeavingClient.get();
    }

    /** Chunked while the answer is not ended; Jetty sends the end of a chunk with the next one. */
    String answerEnd() {
        return switch (variant) {
            case "wrote" -> program.equals("GrpcServer") || program.startsWith("Jetty") ? "hello" : "hello\r\n";
            case "healthy" -> "hello";
            default -> "";
        };
    }

    @Override
    public String toString() {
        return program + " " + variant;
    }
}
