package dev.lastack.metrics.otlp;

import io.opentelemetry.sdk.common.export.HttpResponse;

/** A receiver's answer. */
final class PlainResponse implements HttpResponse {

    private final int status;
    private final String reason;
    private final byte[] body;
    private final long retryAfterSeconds;

    /**
     * An answer that is final.
     *
     * @param body what came of it within bounds
     * @param retryAfterSeconds 0 where nothing is said
     */
    PlainResponse(int status, String reason, byte[] body, long retryAfterSeconds) {
        this.status = status;
        this.reason = reason;
        this.body = body;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    @Override
    public int getStatusCode() {
        return status;
    }

    @Override
    public String getStatusMessage() {
        return reason;
    }

    @Override
    public byte[] getResponseBody() {
        return body.clone();
    }

    long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
