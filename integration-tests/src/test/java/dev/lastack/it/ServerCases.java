package dev.lastack.it;

import dev.lastack.it.harness.JavaVersion;
import java.util.stream.Stream;

/** Each server in each way in which its handlers can fail to finish. */
final class ServerCases {

    /** Where all programs block. */
    private static final String STUCK = "ServerRun.blockForEver";

    private ServerCases() {}

    static Stream<ServerCase> all() {
        return Stream.of(
                        tomcat(),
                        jetty(),
                        jettyHandler(),
                        undertow(),
                        jdk(),
                        sockets(),
                        virtualThreads(),
                        vertx(),
                        reactorNetty(),
                        grpc())
                .flatMap(cases -> cases);
    }

    private static Stream<ServerCase> tomcat() {
        return Stream.of(
                ServerCase.of("TomcatServer", "tomcat", "wrote").leavingAt("GreetingServlet.begin"),
                ServerCase.of("TomcatServer", "tomcat", "silent").leavingAt("GreetingServlet.keep"),
                ServerCase.of("TomcatServer", "tomcat", "stuck").leavingAt(STUCK),
                ServerCase.of("TomcatServer", "tomcat", "healthy"));
    }

    private static Stream<ServerCase> jetty() {
        return Stream.of(
                ServerCase.of("JettyServer", "jetty", "wrote").leavingAt("GreetingServlet.begin"),
                ServerCase.of("JettyServer", "jetty", "silent").leavingAt("GreetingServlet.keep"),
                ServerCase.of("JettyServer", "jetty", "stuck").leavingAt(STUCK),
                ServerCase.of("JettyServer", "jetty", "healthy"));
    }

    private static Stream<ServerCase> jettyHandler() {
        return Stream.of(
                ServerCase.of("JettyHandlerServer", "jetty", "wrote").leavingAt("JettyHandlerServer.begin"),
                ServerCase.of("JettyHandlerServer", "jetty", "silent").leavingAt("JettyHandlerServer.handle"),
                ServerCase.of("JettyHandlerServer", "jetty", "stuck").leavingAt(STUCK),
                ServerCase.of("JettyHandlerServer", "jetty", "healthy"));
    }

    private static Stream<ServerCase> undertow() {
        return Stream.of(
                ServerCase.of("UndertowServer", "undertow", "wrote").leavingAt("UndertowServer.begin"),
                ServerCase.of("UndertowServer", "undertow", "silent").leavingAt("UndertowServer.handleRequest"),
                // on a worker, and the I/O thread has read
                ServerCase.of("UndertowServer", "undertow", "stuck").leavingAt(STUCK),
                ServerCase.of("UndertowServer", "undertow", "healthy"));
    }

    private static Stream<ServerCase> jdk() {
        return Stream.of(
                ServerCase.of("JdkServer", "", "wrote").leavingAt("JdkServer.begin"),
                ServerCase.of("JdkServer", "", "silent").leavingAt("JdkServer.handle"),
                ServerCase.of("JdkServer", "", "stuck").leavingAt(STUCK),
                ServerCase.of("JdkServer", "", "healthy"));
    }

    private static Stream<ServerCase> virtualThreads() {
        return JavaVersion.ofPrograms() < 21
                ? Stream.of()
                : Stream.of(
                        ServerCase.of("VirtualThreadServer", "", "stuck").leavingAt(STUCK),
                        ServerCase.of("VirtualSocketServer", "", "stuck").leavingAt(STUCK));
    }

    /** Where it waits, and not the reader that all handlers share. */
    private static Stream<ServerCase> sockets() {
        return Stream.of(ServerCase.of("SocketServer", "", "stuck").leavingAt(STUCK));
    }

    /** Netty reads on while a handler is busy, and closes at the client's FIN; unless reading is switched off. */
    private static Stream<ServerCase> vertx() {
        return Stream.of(
                ServerCase.of("VertxServer", "vertx-good", "wrote"),
                ServerCase.of("VertxServer", "vertx-good", "silent"),
                ServerCase.of("VertxServer", "vertx-good", "paused").leavingAt("VertxServer.handle"),
                ServerCase.of("VertxServer", "vertx-good", "healthy"));
    }

    private static Stream<ServerCase> reactorNetty() {
        return Stream.of(
                ServerCase.of("ReactorNettyServer", "reactor-netty", "wrote"),
                ServerCase.of("ReactorNettyServer", "reactor-netty", "silent"),
                ServerCase.of("ReactorNettyServer", "reactor-netty", "healthy"));
    }

    private static Stream<ServerCase> grpc() {
        return Stream.of(
                ServerCase.of("GrpcServer", "grpc", "wrote"),
                ServerCase.of("GrpcServer", "grpc", "silent"),
                ServerCase.of("GrpcServer", "grpc", "healthy"));
    }
}
