package dev.lastack.it.harness;

import dev.lastack.it.peer.PeerScript;
import java.io.IOException;

/** Peers that read one byte, a {@link PeerScript}, and do what that says. */
public final class ScriptedPeers {

    public static final LoopbackServer.Handler PLAIN = raw -> follow(Conversation.plain(raw));

    private ScriptedPeers() {}

    public static LoopbackServer plain() {
        return LoopbackServer.with(PLAIN);
    }

    public static LoopbackServer tls(Keystore keystore) {
        return LoopbackServer.with(raw -> follow(Conversation.tls(raw, keystore)));
    }

    /** A SOCKS 5 proxy that is its own destination. */
    public static LoopbackServer socks() {
        return LoopbackServer.with(raw -> {
            SocksServer.accept(raw);
            follow(Conversation.plain(raw));
        });
    }

    private static void follow(Conversation conversation) throws IOException {
        int script = conversation.in().read();
        if (script >= 0) {
            conversation.follow(PeerScript.of(script));
        }
    }
}
