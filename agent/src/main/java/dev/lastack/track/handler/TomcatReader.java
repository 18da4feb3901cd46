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
            return ofStreams(upgraded, reading);
        }
        Object request = fields.get(processor, "request");
        return ofRequest(request == null ? atWork(wrapper, fields) : request, reading);
    }

    /** Of an asynchronous connector (NIO2): each channel's wrapper, by whoever accepts; null where that is not Tomcat. */
    static @Nullable Map<?, ?> accepted(Object acceptHandler, Reading reading) {
        Object endpoint = reading.nearest(acceptHandler, "org.apache.tomcat.util.net.AbstractEndpoint");
        return reading.fields().get(endpoint, "connections") instanceof Map<?, ?> connections ? connections : null;
    }

    /** HTTP/2: the first stream that has a handler. */
    private static @Nullable Found ofStreams(Object upgraded, Reading reading) {
        return reading.firstOf(
                upgraded, "streams", stream -> ofRequest(reading.fields().get(stream, "coyoteRequest"), reading));
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
        found = found == null ? ofServlet(fields.get(request, "mappingData"), verb, fields) : found;
        return found == null ? null : withProgress(found, coyote, fields);
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

    private static @Nullable Found ofServlet(@Nullable Object mapping, @Nullable Object verb, Fields fields) {
        Object wrapper = fields.get(mapping, "wrapper");
        Object servlet = fields.get(wrapper, "instance");
        if (servlet == null) {
            return null;
        }
        List<Object> patterns = fields.elements(wrapper, "mappings");
        Object path = fields.get(fields.get(mapping, "wrapperPath"), "strValue");
        String pattern = ServletPatterns.matching(patterns, path == null ? null : path.toString());
        return Found.object(servlet.getClass(), ServletPatterns.methods(verb), Reading.route(verb, pattern));
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
