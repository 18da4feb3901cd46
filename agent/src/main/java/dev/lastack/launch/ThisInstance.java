package dev.lastack.launch;

import dev.lastack.kernel.HostName;
import dev.lastack.snapshot.Instance;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names this JVM among many, by what whoever runs it has set for other tools already: OpenTelemetry's variables and
 * what Kubernetes gives each container. The host's name is the kernel's: {@code InetAddress.getLocalHost} may ask the
 * network for it.
 */
final class ThisInstance {

    /** A name is for a line of a table. */
    private static final int MOST_CHARACTERS = 255;

    private final Map<String, String> environment;
    private final @Nullable String kernelsHostName;

    ThisInstance(Map<String, String> environment, @Nullable String kernelsHostName) {
        this.environment = environment;
        this.kernelsHostName = kernelsHostName;
    }

    /** Once is enough: none of it changes. */
    static Instance read() {
        return new ThisInstance(System.getenv(), HostName.read(Path.of("/proc"))).instance();
    }

    Instance instance() {
        Map<String, String> attributes = ResourceAttributes.parse(environment.get("OTEL_RESOURCE_ATTRIBUTES"));
        return new Instance(
                first(environment.get("OTEL_SERVICE_NAME"), attributes.get("service.name")),
                first(attributes.get("host.name"), kernelsHostName),
                first(attributes.get("k8s.pod.name"), environment.get("POD_NAME"), hostNameOfPod()),
                first(attributes.get("service.version")));
    }

    /** A pod's containers have its name as their host name, unless it is told otherwise. */
    private @Nullable String hostNameOfPod() {
        return environment.containsKey("KUBERNETES_SERVICE_HOST") ? environment.get("HOSTNAME") : null;
    }

    private static @Nullable String first(@Nullable String... names) {
        for (String name : names) {
            if (name != null && !name.isBlank()) {
                String bare = name.strip();
                return bare.length() <= MOST_CHARACTERS ? bare : bare.substring(0, MOST_CHARACTERS);
            }
        }
        return null;
    }
}
