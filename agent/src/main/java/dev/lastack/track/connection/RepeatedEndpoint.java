package dev.lastack.track.connection;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Text of endpoints that come in runs, as the remotes of a code path's connections do: the one before is kept, and so
 * ten thousand connections share a text instead of making one each. For one thread.
 */
public final class RepeatedEndpoint {

    private @Nullable InetAddress address;
    private int port;
    private String text = "";

    /** As {@link Endpoint#format}. */
    public String format(InetAddress address, int port) {
        // addresses are equal whatever their scopes and names; neither is in the text
        if (port != this.port || !address.equals(this.address)) {
            this.address = address;
            this.port = port;
            this.text = Endpoint.format(address, port);
        }
        return text;
    }
}
