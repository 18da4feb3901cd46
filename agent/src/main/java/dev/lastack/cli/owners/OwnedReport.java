package dev.lastack.cli.owners;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lastack.cli.exit.Failure;
import dev.lastack.heap.HeapOwners;
import dev.lastack.heap.Owner;
import dev.lastack.heap.hprof.HeapDump;
import dev.lastack.json.Json;
import dev.lastack.json.JsonObject;
import dev.lastack.report.document.ReportDocument;
import dev.lastack.text.Words;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report whose findings say who holds their connections. */
public final class OwnedReport {

    private OwnedReport() {}

    /**
     * The report, with {@code owners} in its findings.
     *
     * @param later of the same JVM, made after the dump, which tells what was open all the time; null where there is none
     * @param dump as a person knows it, for the message where it cannot be read
     */
    public static ReportDocument of(
            ReportDocument report, @Nullable ReportDocument later, FileChannel heap, String dump) throws Failure {
        try {
            HeapOwners owners = new HeapOwners(HeapDump.read(heap));
            return ReportDocument.read(json(report, new Identities(report, later), owners));
        } catch (IOException e) {
            throw new Failure("cannot read " + dump + ": " + e.getMessage());
        } catch (IndexOutOfBoundsException | NegativeArraySizeException | InternalError e) {
            // the last one: a mapped file that was cut meanwhile, by whoever wrote it
            throw new Failure("cannot read " + dump + ": it is damaged");
        } catch (OutOfMemoryError e) {
            throw new Failure("too little memory for " + dump + ", which needs about 16 bytes for each object: run java"
                    + " with a larger -Xmx than "
                    + Words.count(Runtime.getRuntime().maxMemory() >> 20) + "m");
        }
    }

    private static byte[] json(ReportDocument report, Identities identities, HeapOwners owners) throws IOException {
        Map<String, @Nullable Object> whole = new LinkedHashMap<>(report.whole().fields());
        List<@Nullable Object> findings = new ArrayList<>();
        for (JsonObject finding : report.whole().objects("findings")) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>(finding.fields());
            List<Owner> found = owners.of(identities.of(finding));
            if (!found.isEmpty()) {
                fields.put("owners", found.stream().map(OwnedReport::json).toList());
            }
            findings.add(fields);
        }
        whole.put("findings", findings);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator generator = Json.generator(out)) {
            Json.write(generator, whole);
        }
        return out.toByteArray();
    }

    private static Map<String, Object> json(Owner owner) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("state", owner.kind().name().toLowerCase(Locale.ROOT));
        fields.put("connections", owner.connections());
        fields.put("path", owner.path());
        fields.put("holder", owner.holder());
        return fields;
    }
}
