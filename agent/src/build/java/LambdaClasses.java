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
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Makes each lambda of the compiled classes a class file beside them, as javac makes one for an inner class: decision 0060.
 *
 * <p>Else the JVM spins that class when the lambda is met first, which takes four times as long as to load one, and
 * LastAck meets some two hundred while a program starts. Run by the build for what goes into the jar, as {@code LambdaClasses
 * FROM TO PLAIN}: files below {@code PLAIN} are taken over as they are.
 */
final class LambdaClasses {

    private static final String FACTORY = "java/lang/invoke/LambdaMetafactory";
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
        LambdaClasses lambdas = new LambdaClasses();
        Map<String, byte[]> files = read(from);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (file.getKey().endsWith(CLASS) && !file.getKey().startsWith(args[2])) {
                lambdas.convert(file.getValue());
            }
        }
        for (Map.Entry<String, List<String>> nest : lambdas.members.entrySet()) {
            String host = nest.getKey();
            byte[] classFile = lambdas.made.getOrDefault(host, files.get(host + CLASS));
            lambdas.made.put(host, addMembers(classFile, nest.getValue()));
        }
        lambdas.made.forEach((name, classFile) -> files.put(name + CLASS, classFile));
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
        if (!converter.lambdas.isEmpty()) {
            made.put(reader.getClassName(), writer.toByteArray());
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
                    if (!bootstrap.getOwner().equals(FACTORY) || !bootstrap.getName().equals("metafactory")) {
                        super.visitInvokeDynamicInsn(method, site, bootstrap, arguments);
                        return;
                    }
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
                String box = "java/lang/" + BOXES[given.getSort()];
                String descriptor = "(" + given.getDescriptor() + ")L" + box + ";";
                code.visitMethodInsn(Opcodes.INVOKESTATIC, box, "valueOf", descriptor, false);
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
                if (box.getInternalName().equals("java/lang/" + BOXES[primitive.getSort()])) {
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

        private static boolean isPrimitive(Type type) {
            return type.getSort() < Type.ARRAY;
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
