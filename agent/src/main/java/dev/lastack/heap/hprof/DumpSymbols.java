package dev.lastack.heap.hprof;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a dump besides the heap: names, classes' names, stacks, and where the heap's segments lie. Read in one
 * walk from record to record, which passes over the heap itself.
 */
final class DumpSymbols {

    private static final String MAGIC = "JAVA PROFILE 1.0.";
    private static final int LONGEST_HEADER = 64;
    private static final int TEXT = 0x01;
    private static final int LOADED_CLASS = 0x02;
    private static final int FRAME = 0x04;
    private static final int TRACE = 0x05;
    private static final int HEAP = 0x0c;
    private static final int HEAP_SEGMENT = 0x1c;

    /** Behind the last segment: HotSpot writes it when all of the heap is written. */
    private static final int HEAP_END = 0x2c;

    private static final int RECORD_HEADER = 9;

    /** A part of the file that holds heap records. */
    record Segment(long start, long end) {}

    private record Frame(long method, long source, long classSerial, int line) {}

    private final DumpBytes bytes;
    private final int idSize;
    private final long writtenAtMillis;
    private final Map<Long, long[]> texts = new HashMap<>();
    private final Map<Long, Long> classNames = new HashMap<>();
    private final Map<Long, Long> classOfSerial = new HashMap<>();
    private final Map<Long, Frame> frames = new HashMap<>();
    private final Map<Long, Long> traces = new HashMap<>();
    private final List<Segment> segments = new ArrayList<>();
    private boolean segmented;
    private boolean ended;

    DumpSymbols(DumpBytes bytes) throws IOException {
        this.bytes = bytes;
        int header = header();
        bytes.require(header, 12);
        this.idSize = bytes.i4(header);
        if (idSize != 4 && idSize != 8) {
            throw new IOException("it is damaged: identifiers of " + idSize + " bytes");
        }
        this.writtenAtMillis = bytes.i8(header + 4);
        walk(header + 12);
    }

    /** Its length with the zero behind. */
    private int header() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(LONGEST_HEADER, bytes.size()); i++) {
            int next = bytes.u1(i);
            if (next == 0 && text.indexOf(MAGIC) == 0) {
                return i + 1;
            }
            text.append((char) next);
        }
        throw new IOException("it is no heap dump of a JVM (HPROF)");
    }

    private void walk(long first) throws IOException {
        long at = first;
        while (at < bytes.size()) {
            bytes.require(at, RECORD_HEADER);
            int tag = bytes.u1(at);
            long length = bytes.u4(at + 5);
            long body = at + RECORD_HEADER;
            bytes.require(body, length);
            record(tag, body, length);
            at = body + length;
        }
        if (segments.isEmpty()) {
            throw new IOException("it is cut off: it has no heap");
        }
        if (segmented && !ended) {
            throw new IOException("it is cut off: the end of the heap is missing");
        }
    }

    private void record(int tag, long body, long length) {
        switch (tag) {
            case TEXT -> texts.put(id(body), new long[] {body + idSize, length - idSize});
            case LOADED_CLASS -> {
                classOfSerial.put(bytes.u4(body), id(body + 4));
                classNames.put(id(body + 4), id(body + 8 + idSize));
            }
            case FRAME ->
                frames.put(
                        id(body),
                        new Frame(
                                id(body + idSize),
                                id(body + 3L * idSize),
                                bytes.u4(body + 4L * idSize),
                                bytes.i4(body + 4L * idSize + 4)));
            case TRACE -> traces.put(bytes.u4(body), body);
            case HEAP, HEAP_SEGMENT -> {
                segmented |= tag == HEAP_SEGMENT;
                segments.add(new Segment(body, body + length));
            }
            case HEAP_END -> ended = true;
            default -> {} // unloaded classes, allocation sites
        }
    }

    private long id(long position) {
        return idSize == 8 ? bytes.i8(position) : bytes.u4(position);
    }

    int idSize() {
        return idSize;
    }

    long writtenAtMillis() {
        return writtenAtMillis;
    }

    List<Segment> segments() {
        return segments;
    }

    /** Empty where the dump has no such text. */
    String text(long id) {
        long[] place = texts.get(id);
        return place == null ? "" : bytes.utf8(place[0], (int) place[1]);
    }

    /** With dots, arrays with brackets behind. */
    String className(long classId) {
        Long name = classNames.get(classId);
        return name == null ? "(a class)" : readable(text(name));
    }

    static String readable(String name) {
        int dimensions = 0;
        while (dimensions < name.length() && name.charAt(dimensions) == '[') {
            dimensions++;
        }
        if (dimensions == 0) {
            return name.replace('/', '.');
        }
        String element = name.substring(dimensions);
        String readable = element.startsWith("L") && element.endsWith(";")
                ? element.substring(1, element.length() - 1).replace('/', '.')
                : primitive(element);
        return readable + "[]".repeat(dimensions);
    }

    private static String primitive(String descriptor) {
        return switch (descriptor) {
            case "Z" -> "boolean";
            case "B" -> "byte";
            case "C" -> "char";
            case "S" -> "short";
            case "I" -> "int";
            case "J" -> "long";
            case "F" -> "float";
            case "D" -> "double";
            default -> descriptor;
        };
    }

    /** Innermost frame first; empty where there is none. */
    List<String> stack(long traceSerial) {
        Long body = traces.get(traceSerial);
        if (body == null) {
            return List.of();
        }
        List<String> stack = new ArrayList<>();
        long count = bytes.u4(body + 8);
        for (long i = 0; i < count; i++) {
            Frame frame = frames.get(id(body + 12 + i * idSize));
            if (frame != null) {
                stack.add(site(frame));
            }
        }
        return stack;
    }

    private String site(Frame frame) {
        Long owner = classOfSerial.get(frame.classSerial());
        String source = text(frame.source());
        String place = source.isEmpty() ? "Unknown Source" : source + (frame.line() > 0 ? ":" + frame.line() : "");
        return (owner == null ? "(a class)" : className(owner)) + "." + text(frame.method()) + "(" + place + ")";
    }

    /** Null where the class is not in the dump. */
    @Nullable
    String classNameOrNull(long classId) {
        return classNames.containsKey(classId) ? className(classId) : null;
    }
}
