package dev.lastack.track.handler;

import dev.lastack.track.objects.Fields;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** After the upgrade to a WebSocket there is no request any more, but an endpoint, and the path that it is registered for. */
final class WebSockets {

    /** Of 12, and of 10 and 11. */
    static final String[] JETTY = {
        "org.eclipse.jetty.websocket.core.WebSocketCoreSession",
        "org.eclipse.jetty.websocket.core.internal.WebSocketCoreSession"
    };

    static final String UNDERTOW = "io.undertow.websockets.core.WebSocketChannel";

    /** Of the standard, and of Jetty's own. */
    private static final List<String> ANNOTATIONS = List.of("OnMessage", "OnWebSocketMessage");

    private static final List<String> METHODS = List.of(
            "onMessage",
            "handleMessage",
            "handleTextMessage",
            "handleBinaryMessage",
            "onWebSocketText",
            "onWebSocketBinary",
            "onFullTextMessage",
            "onFullBinaryMessage",
            "onOpen",
            "onWebSocketOpen",
            "onWebSocketConnect",
            "afterConnectionEstablished",
            "onConnect");

    private WebSockets() {}

    /** @param session Tomcat's 8.5 to 11 */
    static @Nullable Found ofTomcat(Object session, Reading reading) {
        Fields fields = reading.fields();
        Object endpoint = fields.get(session, "localEndpoint");
        Object config = fields.get(session, "endpointConfig");
        Object since10 = config == null ? fields.get(session, "serverEndpointConfig") : config;
        return of(reading.nearest(endpoint, reading::isOfApplication), Fields.call(since10, "getPath"));
    }

    /** Those of one application. */
    static List<Object> sessionsOfTomcat(@Nullable Object servletContext, Fields fields) {
        if (fields.get(servletContext, "attributes") instanceof Map<?, ?> attributes) {
            for (String api : List.of("jakarta", "javax")) {
                Object container = attributes.get(api + ".websocket.server.ServerContainer");
                if (container != null) {
                    return fields.elements(container, "sessions");
                }
            }
        }
        return List.of();
    }

    /** Not by a search that goes far: a framework has all of its endpoints behind one. */
    static @Nullable Found ofJetty(Object coreSession, Reading reading) {
        Object handler = reading.fields().get(coreSession, "handler");
        Object config = reading.fields().get(handler, "endpointConfig"); // of the standard's
        Found found = of(reading.nearestOfApplication(handler), Fields.call(config, "getPath"));
        return found == null ? null : found.inSomeThread(); // it reads on when its endpoint returns
    }

    /** Its I/O thread sees at once that the client has left, unless it is inside the endpoint. */
    static @Nullable Found ofUndertow(Object channel, Reading reading) {
        Object session = reading.nearest(channel, "io.undertow.websockets.jsr.UndertowSession");
        Fields fields = reading.fields();
        Object own = session == null
                ? reading.nearest(channel, reading::isHandlerOfApplication)
                : reading.nearest(fields.get(session, "endpoint"), reading::isOfApplication);
        Found found = of(own, Fields.call(fields.get(session, "config"), "getPath"));
        return found == null ? null : found.inSomeThread();
    }

    private static @Nullable Found of(@Nullable Object endpoint, @Nullable Object path) {
        if (endpoint == null) {
            return null;
        }
        String route = Reading.route(null, path == null ? null : path.toString());
        Method annotated = annotated(endpoint.getClass());
        return annotated == null
                ? Found.object(endpoint.getClass(), METHODS, route)
                : Found.method(endpoint.getClass(), annotated, route);
    }

    /** The container has looked at them in the same way. */
    private static @Nullable Method annotated(Class<?> endpoint) {
        for (Method method : endpoint.getMethods()) {
            for (Annotation annotation : method.getAnnotations()) {
                if (ANNOTATIONS.contains(annotation.annotationType().getSimpleName())) {
                    return method;
                }
            }
        }
        return null;
    }
}
