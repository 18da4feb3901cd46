package dev.lastack.heap;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a heap dump as HotSpot does, object by object. An object is its id. */
final class DumpBuilder {

    static final long WRITTEN_AT = 1_700_000_000_000L;

    private static final int OBJECT = 2;
    private static final int BYTE = 8;
    private static final int INT = 10;

    private final ByteArrayOutputStream symbols = new ByteArrayOutputStream();
    private final ByteArrayOutputStream heap = new ByteArrayOutputStream();
    private final DataOutputStream records = new DataOutputStream(symbols);
    private final DataOutputStream objects = new DataOutputStream(heap);
    private final Map<String, Long> texts = new HashMap<>();
    private final Map<String, Long> classes = new HashMap<>();
    private final Map<Long, String> supers = new HashMap<>();
    private final Map<String, List<String>> layouts = new HashMap<>();
    private long nextId = 0x7_0000_0000L;
    private int threads;

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static void write(DataOutputStream out, Writing writing) {
        try {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void record(int tag, Writing body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(new DataOutputStream(bytes), body);
        write(records, out -> {
            out.writeByte(tag);
            out.writeInt(0);
            out.writeInt(bytes.size());
            bytes.writeTo(out);
        });
    }

    long id() {
        nextId += 16;
        return nextId;
    }

    private long text(String text) {
        Long known = texts.get(text);
        if (known != null) {
            return known;
        }
        long id = 1000L + texts.size();
        texts.put(text, id);
        record(0x01, out -> {
            out.writeLong(id);
            out.write(text.getBytes(StandardCharsets.UTF_8));
        });
        return id;
    }

    /**
     * A class without static fields.
     *
     * @param superclass null for none
     * @param fields {@code name} of a reference, {@code name:int}
     */
    DumpBuilder type(String name, String superclass, String... fields) {
        return type(name, superclass, Map.of(), fields);
    }

    DumpBuilder type(String name, String superclass, Map<String, Long> statics, String... fields) {
        long id = id();
        classes.put(name, id);
        supers.put(id, superclass == null ? "" : superclass);
        layouts.put(name, List.of(fields));
        long nameId = text(name.replace('.', '/'));
        record(0x02, out -> {
            out.writeInt(classes.size());
            out.writeLong(id);
            out.writeInt(0);
            out.writeLong(nameId);
        });
        Map<String, Long> fixed = new LinkedHashMap<>(statics);
        fixed.keySet().forEach(this::text);
        for (String field : fields) {
            text(field.replace(":int", ""));
        }
        write(objects, out -> {
            out.writeByte(0x20);
            out.writeLong(id);
            out.writeInt(0);
            out.writeLong(superclass == null ? 0 : classes.get(superclass));
            for (int i = 0; i < 5; i++) {
                out.writeLong(0);
            }
            out.writeInt(0);
            out.writeShort(0);
            out.writeShort(fixed.size());
            for (Map.Entry<String, Long> one : fixed.entrySet()) {
                out.writeLong(text(one.getKey()));
                out.writeByte(OBJECT);
                out.writeLong(one.getValue());
            }
            out.writeShort(fields.length);
            for (String field : fields) {
                out.writeLong(text(field.replace(":int", "")));
                out.writeByte(field.endsWith(":int") ? INT : OBJECT);
            }
        });
        return this;
    }

    /** Values in the order of the fields, of the class first and then of those above. */
    long object(String type, long... values) {
        long id = id();
        object(id, type, values);
        return id;
    }

    void object(long id, String type, long... values) {
        List<String> fields = new ArrayList<>();
        for (String at = type; !at.isEmpty(); at = supers.get(classes.get(at))) {
            fields.addAll(layouts.get(at));
        }
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        write(new DataOutputStream(data), out -> {
            for (int i = 0; i < values.length; i++) {
                if (fields.get(i).endsWith(":int")) {
                    out.writeInt((int) values[i]);
                } else {
                    out.writeLong(values[i]);
                }
            }
        });
        write(objects, out -> {
            out.writeByte(0x21);
            out.writeLong(id);
            out.writeInt(0);
            out.writeLong(classes.get(type));
            out.writeInt(data.size());
            data.writeTo(out);
        });
    }

    long array(String type, long... elements) {
        long id = id();
        write(objects, out -> {
            out.writeByte(0x22);
            out.writeLong(id);
            out.writeInt(0);
            out.writeInt(elements.length);
            out.writeLong(classes.get(type));
            for (long element : elements) {
                out.writeLong(element);
            }
        });
        return id;
    }

    long bytes(byte... values) {
        long id = id();
        write(objects, out -> {
            out.writeByte(0x23);
            out.writeLong(id);
            out.writeInt(0);
            out.writeInt(values.length);
            out.writeByte(BYTE);
            out.write(values);
        });
        return id;
    }

    /** Needs the class java.lang.String with the one field {@code value}. */
    long string(String text) {
        return object("java.lang.String", bytes(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** A thread that runs one method; returns its serial number. */
    int thread(long object, String type, String method, int line) {
        int serial = ++threads;
        long methodId = text(method);
        long source = text("App.java");
        record(0x04, out -> {
            out.writeLong(serial);
            out.writeLong(methodId);
            out.writeLong(0);
            out.writeLong(source);
            out.writeInt(new ArrayList<>(classesInOrder()).indexOf(type) + 1);
            out.writeInt(line);
        });
        record(0x05, out -> {
            out.writeInt(serial);
            out.writeInt(serial);
            out.writeInt(1);
            out.writeLong(serial);
        });
        write(objects, out -> {
            out.writeByte(0x08);
            out.writeLong(object);
            out.writeInt(serial);
            out.writeInt(serial);
        });
        return serial;
    }

    private List<String> classesInOrder() {
        return classes.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    void local(long object, int thread) {
        write(objects, out -> {
            out.writeByte(0x03);
            out.writeLong(object);
            out.writeInt(thread);
            out.writeInt(0);
        });
    }

    byte[] build() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        write(new DataOutputStream(all), out -> {
            out.writeBytes("JAVA PROFILE 1.0.2\0");
            out.writeInt(8);
            out.writeLong(WRITTEN_AT);
            symbols.writeTo(out);
            out.writeByte(0x1c);
            out.writeInt(0);
            out.writeInt(heap.size());
            heap.writeTo(out);
            out.writeByte(0x2c);
            out.writeInt(0);
            out.writeInt(0);
        });
        return all.toByteArray();
    }
}
