package dev.lastack.metrics.otlp;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.Compressor;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.MessageWriter;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends each message over a connection of its own, on the calling thread, which may be interrupted. Not the JDK's HTTP
 * client: up to JDK 20 its thread and its idle connection stay after LastAck has been detached; it initialises the JVM's
 * default TLS context, once and for ever; and agents that trace would show its requests as the application's.
 */
final class PlainSender implements HttpSender {

    /** The specification of OTLP has these for "try again". */
    private static final Set<Integer> TRY_AGAIN = Set.of(429, 502, 503, 504);

    private final HttpSenderConfig config;

    PlainSender(HttpSenderConfig config) {
        this.config = config;
    }

    @Override
    public void send(MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
        HttpResponse response;
        try {
            response = sendAndTryAgain(body(message));
        } catch (IOException | RuntimeException e) {
            onError.accept(e);
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            onError.accept(e);
            return;
        }
        onResponse.accept(response);
    }

    private byte[] body(MessageWriter message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Compressor compressor = config.getCompressor();
        try (OutputStream out = compressor == null ? bytes : compressor.compress(bytes)) {
            message.writeMessage(out);
        }
        return bytes.toByteArray();
    }

    /** With growing pauses, as long as the time-out allows. */
    private HttpResponse sendAndTryAgain(byte[] body) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + config.getTimeout().toNanos();
        RetryPolicy policy = config.getRetryPolicy();
        int attempts = policy == null ? 1 : policy.getMaxAttempts();
        long pauseNanos = policy == null ? 0 : policy.getInitialBackoff().toNanos();
        for (int attempt = 1; ; attempt++) {
            IOException failure = null;
            PlainResponse response = null;
            try {
                response = once(body, deadline);
                if (!TRY_AGAIN.contains(response.getStatusCode())) {
                    return response;
                }
            } catch (ClosedByInterruptException e) {
                throw new InterruptedException();
            } catch (SSLException e) {
                throw e; // it will be the same again
            } catch (IOException e) {
                failure = e;
            }
            long nanos = response == null ? 0 : TimeUnit.SECONDS.toNanos(response.retryAfterSeconds());
            nanos = Math.max(
                    nanos, (long) (pauseNanos * ThreadLocalRandom.current().nextDouble(0.8, 1.2)));
            if (policy == null || attempt >= attempts || System.nanoTime() + nanos - deadline >= 0) {
                return answerOr(response, failure);
            }
            TimeUnit.NANOSECONDS.sleep(nanos);
            pauseNanos = Math.min(
                    (long) (pauseNanos * policy.getBackoffMultiplier()),
                    policy.getMaxBackoff().toNanos());
        }
    }

    private static HttpResponse answerOr(@Nullable PlainResponse response, @Nullable IOException failure)
            throws IOException {
        if (response != null) {
            return response;
        }
        throw failure == null ? new IOException("no answer") : failure;
    }

    private PlainResponse once(byte[] body, long deadline) throws IOException {
        Duration connect = config.getConnectTimeout();
        try (PlainConnection connection =
                PlainConnection.to(config.getEndpoint(), config.getSslContext(), connect, deadline)) {
            connection.post(config.getContentType(), encoding(), headers(), body);
            return connection.response(config.getMaxResponseBodySize());
        }
    }

    private String encoding() {
        Compressor compressor = config.getCompressor();
        return compressor == null ? "" : compressor.getEncoding();
    }

    private Map<String, List<String>> headers() {
        Map<String, List<String>> headers = config.getHeadersSupplier().get();
        return headers == null ? Map.of() : headers;
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
