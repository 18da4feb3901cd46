package dev.lastack.micrometer.spring;

import org.springframework.boot.actuate.endpoint.Producible;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/** What a client may accept. */
public enum ReportFormat implements Producible<ReportFormat> {
    /** {@code lastack-report/1}. */
    JSON("json", "application/json"),

    /** For a person. */
    TEXT("text", "text/plain;charset=UTF-8"),

    /** A page for a browser, that needs no network. */
    HTML("html", "text/html;charset=UTF-8");

    private final String agentsName;
    private final String type;

    ReportFormat(String agentsName, String type) {
        this.agentsName = agentsName;
        this.type = type;
    }

    String agentsName() {
        return agentsName;
    }

    /** What else the agent knows is text of one kind or another. */
    static ReportFormat named(String name) {
        for (ReportFormat format : values()) {
            if (format.agentsName.equals(name)) {
                return format;
            }
        }
        return name.equals("sarif") ? JSON : TEXT;
    }

    @Override
    public MimeType getProducedMimeType() {
        return MimeTypeUtils.parseMimeType(type);
    }

    /** A client that accepts everything, such as curl, gets JSON, as from the other endpoints. */
    @Override
    public boolean isDefault() {
        return this == JSON;
    }
}
