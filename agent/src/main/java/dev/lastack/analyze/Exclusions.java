package dev.lastack.analyze;

import dev.lastack.analyze.finding.Finding;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Site;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the user asked not to be told: peers ({@code ip:port}, {@code ip}, {@code ip:*}) and package prefixes. */
final class Exclusions {

    private final List<String> entries;

    Exclusions(List<String> entries) {
        this.entries = entries;
    }

    boolean cover(CodePath path, Finding finding) {
        return entries.stream().anyMatch(entry -> isPeer(entry, path.peer()) || isPackage(entry, finding.culprit()));
    }

    boolean coverPeer(CodePath path) {
        return entries.stream().anyMatch(entry -> isPeer(entry, path.peer()));
    }

    private static boolean isPeer(String entry, String peer) {
        Endpoint wanted = Endpoint.parse(entry);
        Endpoint actual = Endpoint.parse(peer);
        return wanted.host().equals(actual.host())
                && (wanted.port().isEmpty()
                        || wanted.port().equals("*")
                        || wanted.port().equals(actual.port()));
    }

    /** {@code com.acme} covers {@code com.acme.Main} and {@code com.acme.web.Main}, not {@code com.acmeplus.Main}. */
    private static boolean isPackage(String entry, @Nullable Site culprit) {
        if (culprit == null) {
            return false;
        }
        String prefix = entry.replaceFirst("\\.\\*?$", "");
        return culprit.className().equals(prefix) || culprit.className().startsWith(prefix + ".");
    }

    /** @param port empty where there is none */
    private record Endpoint(String host, String port) {

        static Endpoint parse(String text) {
            int colon = text.lastIndexOf(':');
            boolean bareIpv6 = !text.startsWith("[") && text.indexOf(':') != colon;
            if (colon < 0 || bareIpv6 || text.endsWith("]")) {
                return new Endpoint(canonical(text), "");
            }
            return new Endpoint(canonical(text.substring(0, colon)), text.substring(colon + 1));
        }

        /** IPv6 has many spellings. A text with a colon is never looked up, it is a literal or an error. */
        private static String canonical(String host) {
            String bare = host.replace("[", "").replace("]", "");
            if (bare.indexOf(':') < 0) {
                return bare;
            }
            try {
                return InetAddress.getByName(bare).getHostAddress();
            } catch (UnknownHostException e) {
                return bare;
            }
        }
    }
}
