package dev.lastack.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which code serves the request that a server's connection carries.
 *
 * @param site where the handler begins
 * @param route the pattern under which the handler is reached, {@code GET /orders/{id}}: never the path of a request;
 *     null where there is none
 * @param async the request was taken over, to be answered later, and that has not been done
 * @param asyncStartedAt when that was; null where it was not, and where nobody recorded it
 */
public record Handled(
        Site site,
        Kind kind,
        @Nullable String route,
        boolean async,
        @Nullable Instant asyncStartedAt) {

    /** How surely it is the handler's code that has the connection. */
    public enum Kind {
        /** The framework itself names the method: a controller's, a resource's. */
        METHOD,

        /** The framework names the object, as a servlet or a handler, and this is the method that it calls. */
        OBJECT,

        /** An object that was registered with the connection, in a library of which no more is known. */
        REGISTERED
    }

    /** Whether the frame is in the handler: in its class, or in what the compiler made of its lambdas. */
    public boolean hasInside(Site frame) {
        return frame.className().equals(site.className()) || frame.className().startsWith(site.className() + "$");
    }
}
