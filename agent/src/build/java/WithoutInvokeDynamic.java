import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Makes each lambda of the compiled classes a class file beside them, as javac makes one for an inner class, and writes the
 * methods of records out: decision 0060.
 *
 * <p>Else the JVM spins that class, or that method, when it is met first, which takes four times as long as to load one,
 * and LastAck meets some two hundred while a program starts. Run by the build for what goes into the jar, as {@code
 * WithoutInvokeDynamic FROM TO PLAIN}: files below {@code PLAIN} are taken over as they are.
 */
final class WithoutInvokeDynamic {

    private static final String LAMBDA_FACTORY = "java/lang/invoke/LambdaMetafactory";
    private static final String RECORD_METHODS = "java/lang/runtime/ObjectMethods";
    private static final String BUILDER = "java/lang/StringBuilder";
    private static final String CLASS = ".class";
    private static final String SUFFIX = "$$Lambda$";
    private static final String INSTANCE = "INSTANCE";
    private static final String CREATE = "create";
    /** Of a type by its sort, see {@link Type}: void, boolean, char, byte, short, int, float, long, double. */
    private static final String[] BOXES = {
        "Void", "Boolean", "Character", "Byte", "Short", "Integer", "Float", "Long", "Double"
    };

    private final Map<String, byte[]> made = new TreeMap<>();
    /** New members of a nest by its host: only members may call a lambda's body, which is private. */
    private final Map<String, List<String>> members = new TreeMap<>();

    public static void main(String[] args) throws IOException {
        Path from = Path.of(args[0]);
        Path to = Path.of(args[1]);
        WithoutInvokeDynamic converted = new WithoutInvokeDynamic();
        Map<String, byte[]> files = read(from);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (file.getKey().endsWith(CLASS) && !file.getKey().startsWith(args[2])) {
                converted.convert(file.getValue());
            }
        }
        for (Map.Entry<String, List<String>> nest : converted.members.entrySet()) {
            String host = nest.getKey();
            byte[] classFile = converted.made.getOrDefault(host, files.get(host + CLASS));
            converted.made.put(host, addMembers(classFile, nest.getValue()));
        }
        converted.made.forEach((name, classFile) -> files.put(name + CLASS, classFile));
        write(files, to);
    }

    private static Map<String, byte[]> read(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
                }
            }
        }
        return files;
    }

    /** What is there already stays untouched, or whatever is built from it would be built anew each time. */
    private static void write(Map<String, byte[]> files, Path folder) throws IOException {
        Map<String, byte[]> there = read(folder);
        for (String name : there.keySet()) {
            if (!files.containsKey(name)) {
                Files.delete(folder.resolve(name));
            }
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (!Arrays.equals(file.getValue(), there.get(file.getKey()))) {
                Path path = folder.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
        }
    }

    private void convert(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(0);
        Converter converter = new Converter(reader.getClassName(), writer);
        reader.accept(converter, 0);
        if (!converter.lambdas.isEmpty() || !converter.recordMethods.isEmpty()) {
            made.put(reader.getClassName(), writer.toByteArray());
        }
        if (!converter.lambdas.isEmpty()) {
            members.computeIfAbsent(converter.host, host -> new ArrayList<>()).addAll(converter.lambdas);
        }
    }

    private static byte[] addMembers(byte[] host, List<String> members) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(host)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public void visitEnd() {
                                members.forEach(this::visitNestMember);
                                super.visitEnd();
                            }
                        },
                        0);
        return writer.toByteArray();
    }

    private final class Converter extends ClassVisitor {

        private final String owner;
        private final List<String> lambdas = new ArrayList<>();
        private final List<RecordMethod> recordMethods = new ArrayList<>();
        private String host;
        private int version;

        Converter(String owner, ClassWriter writer) {
            super(Opcodes.ASM9, writer);
            this.owner = owner;
            this.host = owner;
        }

        @Override
        public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
            this.version = version;
            super.visit(version, access, name, signature, parent, interfaces);
        }

        /** Comes before all methods. */
        @Override
        public void visitNestHost(String host) {
            this.host = host;
            super.visitNestHost(host);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] thrown) {
            return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, thrown)) {
                @Override
                public void visitInvokeDynamicInsn(String method, String site, Handle bootstrap, Object... arguments) {
                    // altMetafactory stays: it is for lambdas that can be serialised or have several interfaces
                    if (bootstrap.getOwner().equals(LAMBDA_FACTORY)
                            && bootstrap.getName().equals("metafactory")) {
                        lambda(method, site, arguments);
                    } else if (bootstrap.getOwner().equals(RECORD_METHODS)) {
                        RecordMethod written = new RecordMethod(owner, method, site, arguments);
                        recordMethods.add(written);
                        visitMethodInsn(Opcodes.INVOKESTATIC, owner, written.name(), site, false);
                    } else {
                        super.visitInvokeDynamicInsn(method, site, bootstrap, arguments);
                    }
                }

                private void lambda(String method, String site, Object[] arguments) {
                    String lambda = owner + SUFFIX + lambdas.size();
                    lambdas.add(lambda);
                    made.put(
                            lambda,
                            new LambdaClass(lambda, site, (Handle) arguments[1])
                                    .write(version, host, method, (Type) arguments[0], (Type) arguments[2]));
                    if (Type.getArgumentCount(site) == 0) {
                        visitFieldInsn(Opcodes.GETSTATIC, lambda, INSTANCE, "L" + lambda + ";");
                    } else {
                        visitMethodInsn(Opcodes.INVOKESTATIC, lambda, CREATE, site, false);
                    }
                }
            };
        }

        @Override
        public void visitEnd() {
            recordMethods.forEach(method -> method.write(cv));
            super.visitEnd();
        }
    }

    /** {@code equals}, {@code hashCode} or {@code toString} of a record, as {@code ObjectMethods} documents them. */
    private static final class RecordMethod {

        private static final int OTHER = 1;
        private static final int OTHER_RECORD = 2;

        private final String record;
        private final String method;
        private final String site;
        private final List<Handle> components = new ArrayList<>();

        /** @param arguments the record's class, the names of its components, and a getter for each */
        RecordMethod(String record, String method, String site, Object[] arguments) {
            this.record = record;
            this.method = method;
            this.site = site;
            for (Object argument : arguments) {
                if (argument instanceof Handle getter) {
                    components.add(getter);
                }
            }
        }

        String name() {
            return "record$" + method;
        }

        void write(ClassVisitor owner) {
            int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
            MethodVisitor code = owner.visitMethod(access, name(), site, null, null);
            code.visitCode();
            switch (method) {
                case "equals" -> equal(code);
                case "hashCode" -> hash(code);
                case "toString" -> text(code);
                default -> throw new IllegalArgumentException(record + "." + method);
            }
            code.visitMaxs(4, OTHER_RECORD + 1); // a result, and two long values
            code.visitEnd();
        }

        private void equal(MethodVisitor code) {
            Label isAnother = new Label();
            Label differs = new Label();
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitVarInsn(Opcodes.ALOAD, OTHER);
            code.visitJumpInsn(Opcodes.IF_ACMPNE, isAnother);
            code.visitInsn(Opcodes.ICONST_1);
            code.visitInsn(Opcodes.IRETURN);
            code.visitLabel(isAnother);
            code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
            code.visitVarInsn(Opcodes.ALOAD, OTHER);
            code.visitTypeInsn(Opcodes.INSTANCEOF, record);
            code.visitJumpInsn(Opcodes.IFEQ, differs);
            code.visitVarInsn(Opcodes.ALOAD, OTHER);
            code.visitTypeInsn(Opcodes.CHECKCAST, record);
            code.visitVarInsn(Opcodes.ASTORE, OTHER_RECORD);
            for (Handle component : components) {
                get(code, 0, component);
                get(code, OTHER_RECORD, component);
                goIfUnequal(code, Type.getType(component.getDesc()), differs);
            }
            code.visitInsn(Opcodes.ICONST_1);
            code.visitInsn(Opcodes.IRETURN);
            code.visitLabel(differs);
            code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
            code.visitInsn(Opcodes.ICONST_0);
            code.visitInsn(Opcodes.IRETURN);
        }

        private static void goIfUnequal(MethodVisitor code, Type type, Label differs) {
            switch (type.getSort()) {
                case Type.BOOLEAN, Type.CHAR, Type.BYTE, Type.SHORT, Type.INT ->
                    code.visitJumpInsn(Opcodes.IF_ICMPNE, differs);
                case Type.LONG -> {
                    code.visitInsn(Opcodes.LCMP);
                    code.visitJumpInsn(Opcodes.IFNE, differs);
                }
                case Type.FLOAT, Type.DOUBLE -> {
                    String descriptor = Type.getMethodDescriptor(Type.INT_TYPE, type, type);
                    code.visitMethodInsn(Opcodes.INVOKESTATIC, box(type), "compare", descriptor, false);
                    code.visitJumpInsn(Opcodes.IFNE, differs);
                }
                default -> {
                    String descriptor = "(Ljava/lang/Object;Ljava/lang/Object;)Z";
                    code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/util/Objects", "equals", descriptor, false);
                    code.visitJumpInsn(Opcodes.IFEQ, differs);
                }
            }
        }

        private void hash(MethodVisitor code) {
            code.visitInsn(Opcodes.ICONST_0);
            for (Handle component : components) {
                Type type = Type.getType(component.getDesc());
                code.visitIntInsn(Opcodes.BIPUSH, 31);
                code.visitInsn(Opcodes.IMUL);
                get(code, 0, component);
                String of = isPrimitive(type) ? box(type) : "java/util/Objects";
                String descriptor = "(" + (isPrimitive(type) ? type.getDescriptor() : "Ljava/lang/Object;") + ")I";
                code.visitMethodInsn(Opcodes.INVOKESTATIC, of, "hashCode", descriptor, false);
                code.visitInsn(Opcodes.IADD);
            }
            code.visitInsn(Opcodes.IRETURN);
        }

        private void text(MethodVisitor code) {
            code.visitTypeInsn(Opcodes.NEW, BUILDER);
            code.visitInsn(Opcodes.DUP);
            code.visitMethodInsn(Opcodes.INVOKESPECIAL, BUILDER, "<init>", "()V", false);
            code.visitLdcInsn(Type.getObjectType(record));
            code.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL, "java/lang/Class", "getSimpleName", "()Ljava/lang/String;", false);
            append(code, "Ljava/lang/String;");
            String before = "[";
            for (Handle component : components) {
                code.visitLdcInsn(before + component.getName() + "=");
                append(code, "Ljava/lang/String;");
                get(code, 0, component);
                Type type = Type.getType(component.getDesc());
                boolean isSmall = type.getSort() == Type.BYTE || type.getSort() == Type.SHORT;
                append(code, isSmall ? "I" : isPrimitive(type) ? type.getDescriptor() : "Ljava/lang/Object;");
                before = ", ";
            }
            code.visitLdcInsn(components.isEmpty() ? "[]" : "]");
            append(code, "Ljava/lang/String;");
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUILDER, "toString", "()Ljava/lang/String;", false);
            code.visitInsn(Opcodes.ARETURN);
        }

        private static void append(MethodVisitor code, String descriptor) {
            String method = "(" + descriptor + ")L" + BUILDER + ";";
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUILDER, "append", method, false);
        }

        private void get(MethodVisitor code, int slot, Handle component) {
            code.visitVarInsn(Opcodes.ALOAD, slot);
            code.visitFieldInsn(Opcodes.GETFIELD, record, component.getName(), component.getDesc());
        }
    }

    private static boolean isPrimitive(Type type) {
        return type.getSort() < Type.ARRAY;
    }

    private static String box(Type primitive) {
        return "java/lang/" + BOXES[primitive.getSort()];
    }

    /** What the JVM's own {@code InnerClassLambdaMetafactory} describes in its documentation. */
    private static final class LambdaClass {

        private final String name;
        private final String site;
        private final Type[] captured;
        private final Handle body;
        private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);

        LambdaClass(String name, String site, Handle body) {
            this.name = name;
            this.site = site;
            this.captured = Type.getArgumentTypes(site);
            this.body = body;
        }

        byte[] write(int version, String host, String method, Type erased, Type instantiated) {
            String implemented = Type.getReturnType(site).getInternalName();
            int access = Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC;
            writer.visit(version, access, name, null, "java/lang/Object", new String[] {implemented});
            writer.visitNestHost(host);
            constructor();
            if (captured.length == 0) {
                onlyInstance();
            } else {
                create();
            }
            method(method, erased, instantiated);
            writer.visitEnd();
            return writer.toByteArray();
        }

        private String constructorDescriptor() {
            return Type.getMethodDescriptor(Type.VOID_TYPE, captured);
        }

        private void constructor() {
            MethodVisitor code = begin(Opcodes.ACC_PRIVATE, "<init>", constructorDescriptor());
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
            int slot = 1;
            for (int i = 0; i < captured.length; i++) {
                writer.visitField(
                        Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, field(i), captured[i].getDescriptor(), null, null);
                code.visitVarInsn(Opcodes.ALOAD, 0);
                code.visitVarInsn(captured[i].getOpcode(Opcodes.ILOAD), slot);
                code.visitFieldInsn(Opcodes.PUTFIELD, name, field(i), captured[i].getDescriptor());
                slot += captured[i].getSize();
            }
            end(code, Opcodes.RETURN);
        }

        private void onlyInstance() {
            int access = Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
            writer.visitField(access, INSTANCE, "L" + name + ";", null, null);
            MethodVisitor code = begin(Opcodes.ACC_STATIC, "<clinit>", "()V");
            code.visitTypeInsn(Opcodes.NEW, name);
            code.visitInsn(Opcodes.DUP);
            code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", "()V", false);
            code.visitFieldInsn(Opcodes.PUTSTATIC, name, INSTANCE, "L" + name + ";");
            end(code, Opcodes.RETURN);
        }

        private void create() {
            MethodVisitor code = begin(Opcodes.ACC_STATIC, CREATE, site);
            code.visitTypeInsn(Opcodes.NEW, name);
            code.visitInsn(Opcodes.DUP);
            int slot = 0;
            for (Type one : captured) {
                code.visitVarInsn(one.getOpcode(Opcodes.ILOAD), slot);
                slot += one.getSize();
            }
            code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", constructorDescriptor(), false);
            end(code, Opcodes.ARETURN);
        }

        private void method(String method, Type erased, Type instantiated) {
            MethodVisitor code = begin(Opcodes.ACC_PUBLIC, method, erased.getDescriptor());
            boolean creates = body.getTag() == Opcodes.H_NEWINVOKESPECIAL;
            if (creates) {
                code.visitTypeInsn(Opcodes.NEW, body.getOwner());
                code.visitInsn(Opcodes.DUP);
            }
            for (int i = 0; i < captured.length; i++) {
                code.visitVarInsn(Opcodes.ALOAD, 0);
                code.visitFieldInsn(Opcodes.GETFIELD, name, field(i), captured[i].getDescriptor());
            }
            List<Type> wanted = bodyParameters();
            Type[] given = erased.getArgumentTypes();
            Type[] known = instantiated.getArgumentTypes();
            int slot = 1;
            for (int i = 0; i < given.length; i++) {
                code.visitVarInsn(given[i].getOpcode(Opcodes.ILOAD), slot);
                slot += given[i].getSize();
                adapt(code, given[i], known[i], wanted.get(captured.length + i));
            }
            code.visitMethodInsn(callOfBody(), body.getOwner(), body.getName(), body.getDesc(), body.isInterface());
            Type result = creates ? Type.getObjectType(body.getOwner()) : Type.getReturnType(body.getDesc());
            giveBack(code, result, instantiated.getReturnType(), erased.getReturnType());
        }

        private List<Type> bodyParameters() {
            List<Type> parameters = new ArrayList<>(List.of(Type.getArgumentTypes(body.getDesc())));
            if (body.getTag() != Opcodes.H_INVOKESTATIC && body.getTag() != Opcodes.H_NEWINVOKESPECIAL) {
                parameters.add(0, Type.getObjectType(body.getOwner()));
            }
            return parameters;
        }

        private int callOfBody() {
            return switch (body.getTag()) {
                case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
                case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
                // of one's own nest, private ones too (JVMS 11, 5.4.4)
                case Opcodes.H_INVOKEVIRTUAL, Opcodes.H_INVOKESPECIAL, Opcodes.H_INVOKEINTERFACE ->
                    body.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
                default -> throw new IllegalArgumentException(name + " calls " + body);
            };
        }

        private static void giveBack(MethodVisitor code, Type result, Type known, Type wanted) {
            if (wanted == Type.VOID_TYPE) {
                if (result != Type.VOID_TYPE) {
                    code.visitInsn(result.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
                }
            } else {
                adapt(code, result, result, isPrimitive(wanted) ? wanted : known);
            }
            end(code, wanted.getOpcode(Opcodes.IRETURN));
        }

        /** From what is there, and is known to be more exactly the second, to what is wanted. */
        private static void adapt(MethodVisitor code, Type given, Type known, Type wanted) {
            if (isPrimitive(given) && isPrimitive(wanted)) {
                widen(code, given, wanted);
            } else if (isPrimitive(given)) {
                String descriptor = "(" + given.getDescriptor() + ")L" + box(given) + ";";
                code.visitMethodInsn(Opcodes.INVOKESTATIC, box(given), "valueOf", descriptor, false);
            } else if (isPrimitive(wanted)) {
                Type unboxed = unboxed(known);
                cast(code, given, known);
                String method = unboxed.getClassName() + "Value";
                code.visitMethodInsn(
                        Opcodes.INVOKEVIRTUAL, known.getInternalName(), method, "()" + unboxed.getDescriptor(), false);
                widen(code, unboxed, wanted);
            } else {
                cast(code, given, wanted);
            }
        }

        private static void cast(MethodVisitor code, Type given, Type wanted) {
            if (!given.equals(wanted) && !wanted.getInternalName().equals("java/lang/Object")) {
                code.visitTypeInsn(Opcodes.CHECKCAST, wanted.getInternalName());
            }
        }

        private static Type unboxed(Type box) {
            Type[] primitives = {
                Type.BOOLEAN_TYPE, Type.CHAR_TYPE, Type.BYTE_TYPE, Type.SHORT_TYPE, Type.INT_TYPE, Type.FLOAT_TYPE,
                Type.LONG_TYPE, Type.DOUBLE_TYPE
            };
            for (Type primitive : primitives) {
                if (box.getInternalName().equals(box(primitive))) {
                    return primitive;
                }
            }
            throw new IllegalArgumentException("no box: " + box);
        }

        private static void widen(MethodVisitor code, Type given, Type wanted) {
            boolean isInt = given.getSort() <= Type.INT;
            if (given.equals(wanted) || isInt && wanted.getSort() <= Type.INT) {
                return;
            }
            String conversion = (isInt ? "I" : given.getDescriptor()) + wanted.getDescriptor();
            code.visitInsn(
                    switch (conversion) {
                        case "IJ" -> Opcodes.I2L;
                        case "IF" -> Opcodes.I2F;
                        case "ID" -> Opcodes.I2D;
                        case "JF" -> Opcodes.L2F;
                        case "JD" -> Opcodes.L2D;
                        case "FD" -> Opcodes.F2D;
                        default -> throw new IllegalArgumentException(given + " to " + wanted);
                    });
        }

        private static String field(int index) {
            return "captured" + index;
        }

        private MethodVisitor begin(int access, String method, String descriptor) {
            MethodVisitor code = writer.visitMethod(access, method, descriptor, null, null);
            code.visitCode();
            return code;
        }

        private static void end(MethodVisitor code, int returns) {
            code.visitInsn(returns);
            code.visitMaxs(0, 0); // computed
            code.visitEnd();
        }
    }
}
