package dev.lastack.heap.hprof;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A class of the dump: its name, and where an instance's fields lie. Immutable once {@link #link} was called. */
public final class HeapClass {

    /** A field, at its offset in an instance's bytes, or at its position in the file if it is static. */
    public record Field(HeapClass declaredBy, String name, int type, long at) {

        public boolean isObject() {
            return type == FieldType.OBJECT;
        }
    }

    private final long id;
    private final String name;
    private final long superId;
    private final List<Field> statics = new ArrayList<>();
    private final List<Field> own = new ArrayList<>();
    private List<Field> all = List.of();
    private @Nullable HeapClass superclass;

    HeapClass(long id, String name, long superId) {
        this.id = id;
        this.name = name;
        this.superId = superId;
    }

    void addStatic(String field, int type, long position) {
        statics.add(new Field(this, field, type, position));
    }

    /** In the order of the dump; the offset is from the class's own first field. */
    void addField(String field, int type, int offset) {
        own.add(new Field(this, field, type, offset));
    }

    long superId() {
        return superId;
    }

    void linkTo(@Nullable HeapClass above) {
        superclass = above;
    }

    /** An instance has the fields of its class first, then those of each class above. */
    void link(int idSize) throws java.io.IOException {
        List<Field> fields = new ArrayList<>();
        long base = 0;
        int depth = 0;
        for (HeapClass at = this; at != null; at = at.superclass) {
            if (++depth > 10_000) {
                throw new java.io.IOException("it is damaged: a class is its own superclass");
            }
            long next = base;
            for (Field field : at.own) {
                fields.add(new Field(at, field.name(), field.type(), base + field.at()));
                next += FieldType.size(field.type(), idSize);
            }
            base = next;
        }
        all = List.copyOf(fields);
    }

    public long id() {
        return id;
    }

    /** Binary name with dots: {@code java.util.Map$Entry}, {@code java.lang.Object[]}. */
    public String name() {
        return name;
    }

    public @Nullable HeapClass superclass() {
        return superclass;
    }

    public List<Field> statics() {
        return statics;
    }

    /** Those of the classes above too. */
    public List<Field> fields() {
        return all;
    }

    /** The one of the lowest class; null where there is none. */
    public @Nullable Field field(String wanted) {
        for (Field field : all) {
            if (field.name().equals(wanted)) {
                return field;
            }
        }
        return null;
    }

    /** Also of a superclass. */
    public boolean isA(String wanted) {
        for (HeapClass at = this; at != null; at = at.superclass) {
            if (at.name.equals(wanted)) {
                return true;
            }
        }
        return false;
    }
}
