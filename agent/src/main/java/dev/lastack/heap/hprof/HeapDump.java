package dev.lastack.heap.hprof;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A heap dump, opened: an object is a number from 0 on, and its references and values are read from the file when they
 * are asked for. In memory are eight bytes for each object, and the classes. Immutable; any thread.
 */
public final class HeapDump {

    private static final int CLASS = 0x20;
    private static final int INSTANCE = 0x21;
    private static final int OBJECT_ARRAY = 0x22;
    private static final int PRIMITIVE_ARRAY = 0x23;
    private static final int LONGEST_TEXT = 1_000;

    private final DumpBytes bytes;
    private final DumpSymbols symbols;
    private final int idSize;
    private final ObjectIndex index = new ObjectIndex();
    private final Map<Long, HeapClass> classes = new HashMap<>();
    private final List<HeapRoot> roots = new ArrayList<>();
    private final Map<Long, HeapThread> threads = new HashMap<>();

    /** Told of each reference that an object holds. */
    public interface References {
        /**
         * One that is not null.
         *
         * @param field null where it is an array's element
         * @param element of an array; -1 where it is a field's
         */
        void reference(HeapClass.@Nullable Field field, int element, int target);
    }

    private HeapDump(DumpBytes bytes) throws IOException {
        this.bytes = bytes;
        this.symbols = new DumpSymbols(bytes);
        this.idSize = symbols.idSize();
        for (DumpSymbols.Segment segment : symbols.segments()) {
            read(segment);
        }
        index.sort();
        for (HeapClass one : classes.values()) {
            one.linkTo(classes.get(one.superId()));
        }
        for (HeapClass one : classes.values()) {
            one.link(idSize);
        }
    }

    /**
     * Reads all of it once.
     *
     * @throws IOException where it is no whole dump; its message is a reason that a person understands
     */
    public static HeapDump read(FileChannel file) throws IOException {
        try {
            return new HeapDump(DumpBytes.of(file));
        } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new IOException("it is damaged", e);
        }
    }

    private void read(DumpSymbols.Segment segment) throws IOException {
        long at = segment.start();
        while (at < segment.end()) {
            long next = record(at);
            if (next > segment.end()) {
                throw new IOException("it is damaged: an object is longer than its segment");
            }
            at = next;
        }
    }

    /** Returns where the next one begins. */
    private long record(long at) throws IOException {
        int tag = bytes.u1(at);
        long body = at + 1;
        return switch (tag) {
            case CLASS -> heapClass(at);
            case INSTANCE -> {
                index.add(id(body), at);
                yield body + 2L * idSize + 8 + bytes.u4(body + 2L * idSize + 4);
            }
            case OBJECT_ARRAY -> {
                index.add(id(body), at);
                yield body + 2L * idSize + 8 + bytes.u4(body + idSize + 4) * idSize;
            }
            case PRIMITIVE_ARRAY -> {
                index.add(id(body), at);
                int size = FieldType.size(bytes.u1(body + idSize + 8), idSize);
                yield body + idSize + 9 + bytes.u4(body + idSize + 4) * size;
            }
            default -> root(tag, body);
        };
    }

    /** The numbers of the records are those of HotSpot's heapDumper.cpp. */
    private long root(int tag, long body) throws IOException {
        long object = id(body);
        long after = body + idSize;
        return switch (tag) {
            case 0xff, 0x05 -> after; // of unknown kind; a class, whose static fields are looked at anyway
            case 0x07 -> {
                roots.add(new HeapRoot(HeapRoot.Kind.MONITOR, object, 0, -1));
                yield after;
            }
            case 0x01 -> {
                roots.add(new HeapRoot(HeapRoot.Kind.NATIVE, object, 0, -1));
                yield after + idSize;
            }
            case 0x02 -> {
                roots.add(new HeapRoot(HeapRoot.Kind.NATIVE, object, bytes.u4(after), bytes.i4(after + 4)));
                yield after + 8;
            }
            case 0x03 -> {
                roots.add(new HeapRoot(HeapRoot.Kind.LOCAL, object, bytes.u4(after), bytes.i4(after + 4)));
                yield after + 8;
            }
            case 0x04, 0x06 -> {
                roots.add(new HeapRoot(HeapRoot.Kind.NATIVE, object, bytes.u4(after), -1));
                yield after + 4;
            }
            case 0x08 -> {
                long serial = bytes.u4(after);
                roots.add(new HeapRoot(HeapRoot.Kind.THREAD, object, serial, -1));
                threads.put(serial, new HeapThread(object, symbols.stack(bytes.u4(after + 4))));
                yield after + 8;
            }
            default -> throw new IOException("it is damaged: a record of type " + tag + " in the heap");
        };
    }

    private long heapClass(long at) throws IOException {
        long body = at + 1;
        long id = id(body);
        index.add(id, at);
        HeapClass one = new HeapClass(id, symbols.className(id), id(body + idSize + 4));
        long next = body + 7L * idSize + 8;
        int constants = bytes.u2(next);
        next += 2;
        for (int i = 0; i < constants; i++) {
            next += 3 + FieldType.size(bytes.u1(next + 2), idSize);
        }
        int statics = bytes.u2(next);
        next += 2;
        for (int i = 0; i < statics; i++) {
            int type = bytes.u1(next + idSize);
            if (type == FieldType.OBJECT) {
                one.addStatic(symbols.text(id(next)), type, next + idSize + 1);
            }
            next += idSize + 1 + FieldType.size(type, idSize);
        }
        int fields = bytes.u2(next);
        next += 2;
        int offset = 0;
        for (int i = 0; i < fields; i++) {
            int type = bytes.u1(next + idSize);
            one.addField(symbols.text(id(next)), type, offset);
            offset += FieldType.size(type, idSize);
            next += idSize + 1;
        }
        classes.put(id, one);
        return next;
    }

    private long id(long position) {
        return idSize == 8 ? bytes.i8(position) : bytes.u4(position);
    }

    /** When the JVM began to write it. */
    public Instant writtenAt() {
        return Instant.ofEpochMilli(symbols.writtenAtMillis());
    }

    /** How many there are; their numbers are below. */
    public int objects() {
        return index.size();
    }

    public long bytes() {
        return bytes.size();
    }

    public Collection<HeapClass> classes() {
        return classes.values();
    }

    public List<HeapRoot> roots() {
        return roots;
    }

    /** Null where there is none of this serial number. */
    public @Nullable HeapThread thread(long serial) {
        return threads.get(serial);
    }

    public Collection<HeapThread> threads() {
        return threads.values();
    }

    /** -1 where the dump has no such object. */
    public int number(long id) {
        return id == 0 ? -1 : index.find(id);
    }

    /** Null for a class, and for an array of numbers. */
    public @Nullable HeapClass classOf(int object) {
        long at = index.position(object);
        return switch (bytes.u1(at)) {
            case INSTANCE -> classes.get(id(at + 1 + idSize + 4));
            case OBJECT_ARRAY -> classes.get(id(at + 1 + idSize + 8));
            default -> null;
        };
    }

    /** The objects of some classes, in no order that matters. */
    public void instances(java.util.function.Predicate<HeapClass> wanted, IntConsumer each) {
        java.util.Set<Long> ids = new java.util.HashSet<>();
        for (HeapClass one : classes.values()) {
            if (wanted.test(one)) {
                ids.add(one.id());
            }
        }
        if (ids.isEmpty()) {
            return;
        }
        for (int object = 0; object < index.size(); object++) {
            long at = index.position(object);
            if (bytes.u1(at) == INSTANCE && ids.contains(id(at + 1 + idSize + 4))) {
                each.accept(object);
            }
        }
    }

    /** All that it refers to and that the dump has; for a class, its static fields. */
    public void references(int object, References each) {
        long at = index.position(object);
        switch (bytes.u1(at)) {
            case CLASS -> {
                HeapClass one = classes.get(id(at + 1));
                if (one != null) {
                    statics(one, each);
                }
            }
            case INSTANCE -> {
                HeapClass one = classes.get(id(at + 1 + idSize + 4));
                if (one != null) {
                    fields(one, at + 1 + 2L * idSize + 8, each);
                }
            }
            case OBJECT_ARRAY -> elements(at, each);
            default -> {} // numbers
        }
    }

    private void statics(HeapClass one, References each) {
        for (HeapClass.Field field : one.statics()) {
            int target = number(id(field.at()));
            if (target >= 0) {
                each.reference(field, -1, target);
            }
        }
    }

    private void fields(HeapClass one, long data, References each) {
        List<HeapClass.Field> fields = one.fields();
        for (int i = 0; i < fields.size(); i++) {
            HeapClass.Field field = fields.get(i);
            if (field.isObject()) {
                int target = number(id(data + field.at()));
                if (target >= 0) {
                    each.reference(field, -1, target);
                }
            }
        }
    }

    private void elements(long at, References each) {
        long count = bytes.u4(at + 1 + idSize + 4);
        long data = at + 1 + 2L * idSize + 8;
        for (int i = 0; i < count; i++) {
            int target = number(id(data + (long) i * idSize));
            if (target >= 0) {
                each.reference(null, i, target);
            }
        }
    }

    /** What a field of an instance refers to; -1 where it has no such field, or that is null. */
    public int target(int object, String field) {
        long place = place(object, field, FieldType.OBJECT);
        return place < 0 ? -1 : number(id(place));
    }

    /** 0 where it has no such field. */
    public int integer(int object, String field) {
        long place = place(object, field, FieldType.INT);
        return place < 0 ? 0 : bytes.i4(place);
    }

    /** 0 where it has no such field. */
    public long longInteger(int object, String field) {
        long place = place(object, field, FieldType.LONG);
        return place < 0 ? 0 : bytes.i8(place);
    }

    private long place(int object, String name, int type) {
        if (object < 0) {
            return -1;
        }
        long at = index.position(object);
        HeapClass one = bytes.u1(at) == INSTANCE ? classOf(object) : null;
        HeapClass.Field field = one == null ? null : one.field(name);
        return field == null || field.type() != type ? -1 : at + 1 + 2L * idSize + 8 + field.at();
    }

    /** Of a byte array; empty for anything else. */
    public byte[] byteArray(int object) {
        if (object < 0) {
            return new byte[0];
        }
        long at = index.position(object);
        if (bytes.u1(at) != PRIMITIVE_ARRAY || bytes.u1(at + 1 + idSize + 8) != FieldType.BYTE) {
            return new byte[0];
        }
        int length = (int) Math.min(bytes.u4(at + 1 + idSize + 4), LONGEST_TEXT);
        return bytes.bytes(at + 1 + idSize + 9, length);
    }

    /** The start of a java.lang.String; null for anything else. Compact strings, of JDK 9 and later. */
    public @Nullable String string(int object) {
        HeapClass one = object < 0 ? null : classOf(object);
        if (one == null || !one.name().equals("java.lang.String")) {
            return null;
        }
        byte[] value = byteArray(target(object, "value"));
        long coder = place(object, "coder", FieldType.BYTE);
        return coder >= 0 && bytes.u1(coder) == 1
                ? new String(value, StandardCharsets.UTF_16LE)
                : new String(value, StandardCharsets.ISO_8859_1);
    }
}
