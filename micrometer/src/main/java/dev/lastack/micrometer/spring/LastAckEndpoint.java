package dev.lastack.micrometer.spring;

import dev.lastack.micrometer.LastAckAgent;
import dev.lastack.micrometer.NoAgentException;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/**
 * The report of this moment at {@code /actuator/lastack}, as JSON or text as the client accepts, and as any format at
 * {@code /actuator/lastack/FORMAT}. 503 with what to do where there is no agent.
 */
@WebEndpoint(id = "lastack")
public class LastAckEndpoint {

    private static final int UNAVAILABLE = 503;
    private static final int NOT_FOUND = 404;

    private final LastAckAgent agent;

    public LastAckEndpoint(LastAckAgent agent) {
        this.agent = agent;
    }

    /**
     * In the format that the client accepts.
     *
     * @param accepted the first of those
     */
    @ReadOperation(producesFrom = ReportFormat.class)
    public WebEndpointResponse<byte[]> report(ReportFormat accepted) {
        return report(accepted.agentsName(), accepted);
    }

    /**
     * In the format that the client names.
     *
     * @param format as LastAck's agent names it: {@code text}, {@code json}, {@code html}, and others
     */
    @ReadOperation(produces = {"application/json", "text/plain", "text/html", "text/markdown", "application/xml"})
    public WebEndpointResponse<byte[]> reportAs(@Selector String format) {
        return report(format, ReportFormat.named(format));
    }

    private WebEndpointResponse<byte[]> report(String name, ReportFormat format) {
        try {
            return new WebEndpointResponse<>(bytes(agent.report(name)), format.getProducedMimeType());
        } catch (NoAgentException e) {
            return failure(UNAVAILABLE, e, format);
        } catch (IllegalArgumentException e) {
            return failure(NOT_FOUND, e, format);
        }
    }

    private static WebEndpointResponse<byte[]> failure(int status, RuntimeException e, ReportFormat format) {
        String message = String.valueOf(e.getMessage());
        return format == ReportFormat.JSON
                ? new WebEndpointResponse<>(
                        bytes("{\"error\":\"" + escaped(message) + "\"}"), status, format.getProducedMimeType())
                : new WebEndpointResponse<>(bytes(message + "\n"), status, ReportFormat.TEXT.getProducedMimeType());
    }

    /** The message has what a client asked for in it. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                escaped.append('\\').append(c);
            } else if (c < ' ') {
                escaped.append(String.format("\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
