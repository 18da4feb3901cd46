package dev.lastack.track.handler;

import dev.lastack.track.objects.Fields;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat 8.5 to 11. A request that was taken over hangs on its connection; one that a thread is at work on is found among
 * all that the connector counts.
 */
final class TomcatReader implements HandlerReader {

    /** {@code org.apache.coyote.Constants.STAGE_SERVICE}: the request is the application's. */
    private static final long STAGE_SERVICE = 3;

    @Override
    public List<String> types() {
        return List.of("org.apache.tomcat.util.net.SocketWrapperBase");
    }

    @Override
    public @Nullable Found read(Object wrapper, Reading reading) {
        Fields fields = reading.fields();
        Object processor = fields.get(wrapper, "currentProcessor");
        if (processor instanceof AtomicReference<?> reference) { // since 10.1.13 and 9.0.80
            processor = reference.get();
        }
        Object upgraded = fields.get(processor, "internalHttpUpgradeHandler");
        if (upgraded != null) {
            Object session = fields.get(upgraded, "wsSession");
            return session == null ? null : WebSockets.ofTomcat(session, reading); // HTTP/2 sees the client leave
        }
        Object request = fields.get(processor, "request");
        Found found = ofRequest(request == null ? atWork(wrapper, fields) : request, reading);
        return found == null && processor == null ? webSocketAtWork(wrapper, reading) : found;
    }

    /** As with a request: while a thread is at work on it, only the container knows its session. */
    private static @Nullable Found webSocketAtWork(Object wrapper, Reading reading) {
        Fields fields = reading.fields();
        Object protocol = fields.get(fields.get(fields.get(wrapper, "endpoint"), "handler"), "proto");
        Object service = fields.get(fields.get(fields.get(protocol, "adapter"), "connector"), "service");
        for (Object host : children(fields.get(service, "engine"), fields)) {
            for (Object context : children(host, fields)) {
                for (Object session : WebSockets.sessionsOfTomcat(fields.get(context, "context"), fields)) {
                    Object remote = fields.get(session, "wsRemoteEndpoint");
                    if (fields.get(remote, "socketWrapper") == wrapper) {
                        Found found = WebSockets.ofTomcat(session, reading);
                        return found == null ? null : found.inSomeThread();
                    }
                }
            }
        }
        return null;
    }

    private static List<Object> children(@Nullable Object container, Fields fields) {
        return fields.get(container, "children") instanceof Map<?, ?> children
                ? Fields.copy(children.values())
                : List.of();
    }

    /** Of an asynchronous connector (NIO2): each channel's wrapper, by whoever accepts; null where that is not Tomcat. */
    static @Nullable Map<?, ?> accepted(Object acceptHandler, Reading reading) {
        Object endpoint = reading.nearest(acceptHandler, "org.apache.tomcat.util.net.AbstractEndpoint");
        return reading.fields().get(endpoint, "connections") instanceof Map<?, ?> connections ? connections : null;
    }

    /** While a thread is at work on it, the connection itself does not know its request. */
    private static @Nullable Object atWork(Object wrapper, Fields fields) {
        Object counted = fields.get(fields.get(fields.get(wrapper, "endpoint"), "handler"), "global");
        for (Object info : fields.elements(counted, "processors")) {
            Object request = fields.get(info, "req");
            if (fields.get(fields.get(request, "hook"), "socketWrapper") == wrapper) {
                return request;
            }
        }
        return null;
    }

    private static @Nullable Found ofRequest(@Nullable Object coyote, Reading reading) {
        Fields fields = reading.fields();
        Object request = servletRequest(coyote, fields);
        if (coyote == null || request == null) {
            return null;
        }
        Object verb = verb(coyote, fields);
        Found found = SpringAttributes.read(fields.get(request, "attributes"), verb, reading);
        found = found == null ? JerseyMethods.read(fields.get(request, "asyncContext"), verb, reading) : found;
        found = found == null ? ofServlet(fields.get(request, "mappingData"), verb, reading) : found;
        return found == null ? null : withProgress(found.serving(request), coyote, fields);
    }

    private static @Nullable Object servletRequest(@Nullable Object coyote, Fields fields) {
        if (fields.get(coyote, "notes") instanceof Object[] notes) {
            for (Object note : notes) {
                if (note != null && Reading.is(note, "org.apache.catalina.connector.Request")) {
                    return note;
                }
            }
        }
        return null;
    }

    /** A {@code MessageBytes}, whose text is there once somebody has asked for it; since 12 a text. */
    private static @Nullable Object verb(Object coyote, Fields fields) {
        Object text = fields.get(coyote, "method");
        return text == null ? fields.get(fields.get(coyote, "methodMB"), "strValue") : text;
    }

    private static @Nullable Found ofServlet(@Nullable Object mapping, @Nullable Object verb, Reading reading) {
        Fields fields = reading.fields();
        Object wrapper = fields.get(mapping, "wrapper");
        Object servlet = fields.get(wrapper, "instance");
        if (servlet == null) {
            return null;
        }
        List<Object> patterns = fields.elements(wrapper, "mappings");
        String pattern = ServletPatterns.matching(patterns, text(fields.get(mapping, "wrapperPath"), fields));
        String path = text(fields.get(mapping, "requestPath"), fields);
        return ServletHandlers.of(servlet, verb, pattern, path, reading);
    }

    /** Of a {@code MessageBytes}, which makes a text of its characters when somebody asks for it. */
    private static @Nullable String text(@Nullable Object message, Fields fields) {
        String text = fields.getText(message, "strValue");
        Object characters = fields.get(message, "charC");
        if (text == null && fields.get(characters, "buff") instanceof char[] buffer) {
            int start = (int) fields.getLong(characters, "start", 0);
            int end = (int) fields.getLong(characters, "end", 0);
            return start < 0 || end < start || end > buffer.length ? null : new String(buffer, start, end - start);
        }
        return text;
    }

    private static Found withProgress(Found found, Object coyote, Fields fields) {
        Object machine = fields.get(fields.get(coyote, "hook"), "asyncStateMachine");
        Object state = fields.get(machine, "state");
        if (state != null && !state.toString().equals("DISPATCHED")) {
            return found.startedAsync(fields.getLong(machine, "lastAsyncStart", 0));
        }
        Object info = fields.get(coyote, "reqProcessorMX");
        return fields.getLong(info, "stage", -1) == STAGE_SERVICE
                ? found.inThread(fields.getText(info, "workerThreadName"))
                : found;
    }
}
