package dev.lastack.report.json;

import dev.lastack.snapshot.Instance;
import dev.lastack.snapshot.Jvm;
import java.io.IOException;

/** {@code jvm} and {@code instance}: whose report it is. */
final class JsonJvm {

    private final JsonOut json;

    JsonJvm(JsonOut json) {
        this.json = json;
    }

    void write(Jvm jvm) throws IOException {
        json.begin("jvm");
        json.number("pid", jvm.pid());
        json.text("mainClass", jvm.mainClass());
        json.text("javaVersion", jvm.javaVersion());
        json.time("startedAt", jvm.startedAt());
        json.time("attachedAt", jvm.attachedAt());
        json.bool("attachedLate", jvm.attachedLate());
        json.end();
        instance(jvm.instance());
    }

    private void instance(Instance instance) throws IOException {
        json.begin("instance");
        json.text("service", instance.service());
        json.text("host", instance.host());
        json.text("pod", instance.pod());
        json.text("version", instance.version());
        json.end();
    }
}
