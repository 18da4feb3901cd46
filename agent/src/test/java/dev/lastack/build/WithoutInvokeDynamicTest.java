package dev.lastack.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.InvokeDynamicFactories;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import net.bytebuddy.jar.asm.ClassReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build's own tool, on every form that a lambda or a record can have; that the jar has none is for PackagedJarIT. */
class WithoutInvokeDynamicTest {

    private static final Path TOOL = Path.of("src", "build", "java", "WithoutInvokeDynamic.java");

    private static final String PROGRAM = """
            import java.util.*;
            import java.util.function.*;
            import java.util.stream.*;

            public class Program extends Parent {
                interface Greets {
                    private String own(int i) { return "own" + i; }
                    default Supplier<String> lambda(int i) { return () -> own(i); }
                }
                enum Unit { A { int of() { IntSupplier s = () -> ordinal() + 10; return s.getAsInt(); } }; abstract int of(); }
                class Inner {
                    int field = 7;
                    IntSupplier both(long l, double d, byte b, char c) { return () -> field + outer + (int) l + (int) d + b + c; }
                }
                interface Generic<T extends Number> { T twice(T value); }
                interface Wide { double of(int i, short s, float f); }
                interface Long2 { long of(Integer i); }
                int outer = 3;
                private int privately(int i) { return i * outer; }
                static double wide(long i, int s, double f) { return i + s + f; }
                static void nothing(Object o) {}
                static long counted(Object o) { return 5L; }
                static <T> T same(T t) { return t; }
                Supplier<String> ofParent() { return super::inherited; }
                BooleanSupplier ofProtected() { return this::guarded; }

                public static void main(String[] args) {
                    Program p = new Program();
                    IntUnaryOperator times = p::privately;
                    Function<Integer, Integer> boxed = p::privately;
                    Supplier<List<String>> creates = ArrayList::new;
                    Function<Integer, int[]> array = int[]::new;
                    ToIntFunction<String> unboxes = Integer::valueOf;
                    Wide wide = Program::wide;
                    Long2 widens = Program::longOf;
                    Consumer<String> drops = Program::counted;
                    Consumer<String> nothing = Program::nothing;
                    Function<String, Object> generic = Program::same;
                    Generic<Integer> twice = i -> i * 2;
                    BinaryOperator<String> concat = String::concat;
                    Supplier<Supplier<String>> nested = () -> () -> "nested" + p.outer;
                    Runnable serial = (Runnable & java.io.Serializable) () -> System.out.println("serial");
                    Comparator<String> byLength = Comparator.comparing(String::length);
                    Callback<String> thrown = s -> { throw new java.io.IOException(s); };
                    drops.accept("x"); nothing.accept("x"); serial.run();
                    try { thrown.call("thrown"); } catch (java.io.IOException e) { System.out.println(e.getMessage()); }
                    Runnable once = null;
                    for (int i = 0; i < 2; i++) {
                        Runnable again = () -> System.out.println("constant");
                        System.out.println(once == null || once == again);
                        once = again;
                        again.run();
                    }
                    System.out.println(times.applyAsInt(2) + " " + boxed.apply(5) + " " + creates.get() + " "
                            + array.apply(3).length + " " + unboxes.applyAsInt("8") + " " + wide.of(1, (short) 2, 0.5f) + " "
                            + widens.of(9) + " " + generic.apply("g") + " " + twice.twice(21) + " " + concat.apply("a", "b")
                            + " " + nested.get().get() + " " + new Greets() {}.lambda(4).get() + " " + Unit.A.of() + " "
                            + p.new Inner().both(1L, 2.0, (byte) 3, 'a').getAsInt() + " " + p.ofParent().get() + " "
                            + p.ofProtected().getAsBoolean() + " " + Stream.of("ccc", "a", "bb").sorted(byLength).toList()
                            + " " + IntStream.range(0, 4).mapToObj(i -> i % 2 == 0 ? "even" : 'o').toList());
                }
                static int longOf(int i) { return i; }
                interface Callback<T> { void call(T t) throws java.io.IOException; }
            }
            class Parent {
                String inherited() { return "inherited"; }
                protected boolean guarded() { return true; }
            }
            """;

    /** What each of some records says, is, and is equal to: with what a comparison could take for the same, or not. */
    private static final String RECORDS = """
            import java.util.*;

            public class Records {
                record Empty() {}
                record Small(boolean z, byte b, short s, char c, int i) {}
                record Wide(long l, float f, double d) {}
                record Objects(String s, List<Integer> list, int[] array, Wide nested) {}
                record Own(int a, String b) {
                    static int count;
                    @Override public int hashCode() { return 42; }
                    Runnable lambda() { return () -> System.out.println(this); }
                }
                record Generic<T extends Comparable<T>>(T least, T most) {
                    record Inner<T>(T value, Object... more) {}
                }
                interface Named { String name(); }
                record ByInterface(String name) implements Named {}
                private enum Place { HERE { } }

                public static void main(String[] args) {
                    int[] array = {1};
                    record Local(Place place, char unusual$name) {}
                    List<Record> all = new ArrayList<>(List.of(
                            new Empty(), new Empty(), new Small(true, (byte) -1, (short) 300, 'x', 7),
                            new Small(true, (byte) -1, (short) 300, 'x', 7), new Small(false, (byte) -1, (short) 300, 'x', 7),
                            new Small(true, (byte) 1, (short) 300, 'x', 7), new Small(true, (byte) -1, (short) 3, 'x', 7),
                            new Small(true, (byte) -1, (short) 300, 'y', 7), new Small(true, (byte) -1, (short) 300, 'x', 8),
                            new Wide(1L << 40, 0f, 0d), new Wide(1L << 40, 0f, 0d), new Wide(1L << 41, 0f, 0d),
                            new Wide(1L << 40, -0f, 0d), new Wide(1L << 40, 0f, -0d),
                            new Wide(1, Float.NaN, Double.NaN), new Wide(1, Float.NaN, Double.NaN),
                            new Objects("a", List.of(1, 2), null, new Wide(1, 2, 3)),
                            new Objects("a", List.of(1, 2), null, new Wide(1, 2, 3)),
                            new Objects(null, null, null, null), new Objects("a", List.of(1), array, null),
                            new Objects("a", List.of(1), array, null), new Objects("a", List.of(1), null, null),
                            new Own(1, "x"), new Own(1, "x"), new Own(2, "x"), new Generic<>("a", "b"),
                            new Generic<>("a", "b"), new Generic<>(1, 2), new Generic.Inner<>("a"),
                            new ByInterface("n"), new ByInterface("n"), new Local(Place.HERE, 'u'),
                            new Local(Place.HERE, 'u')));
                    new Own(3, "l").lambda().run();
                    for (Record one : all) {
                        StringBuilder line = new StringBuilder(one.toString().replaceAll("@[0-9a-f]+", "@"));
                        boolean hasOwnHash = one.toString().contains("@") || one instanceof Local;
                        line.append(' ').append(hasOwnHash ? one.hashCode() == one.hashCode() : one.hashCode());
                        for (Record other : all) {
                            line.append(one.equals(other) ? " =" : " /");
                        }
                        System.out.println(line.append(one.equals(null)).append(one.equals("a")));
                    }
                }
            }
            """;

    @TempDir
    private Path folder;

    private Path compiled;
    private Path converted;

    @BeforeEach
    void compile() throws IOException {
        compiled = Files.createDirectory(folder.resolve("compiled"));
        converted = folder.resolve("converted");
        compile("Program", PROGRAM);
    }

    private void compile(String name, String program) throws IOException {
        Path source = Files.writeString(folder.resolve(name + ".java"), program);
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", compiled.toString(), "-proc:none", source.toString());
        assertThat(failed).isZero();
    }

    @Test
    void lambdas_areWhatTheyWere() throws Exception {
        String before = run("-cp", compiled.toString(), "Program");

        convert();

        assertThat(run("-Xverify:all", "-cp", converted.toString(), "Program")).isEqualTo(before);
        assertThat(before).contains("serial", "nested3", "own4");
        assertThat(factories()).as("but for the one that can be serialised").containsOnly("altMetafactory");
        assertThat(lambdaClasses()).hasSizeGreaterThan(20);
    }

    @Test
    void records_areWhatTheyWere() throws Exception {
        compile("Records", RECORDS);
        String before = run("-cp", compiled.toString(), "Records");

        convert();

        assertThat(run("-Xverify:all", "-cp", converted.toString(), "Records")).isEqualTo(before);
        assertThat(before).contains("Wide[l=1, f=NaN, d=NaN]", "Empty[]", "Local[place=HERE, unusual$name=u]", " = /");
        assertThat(factories()).doesNotContain("bootstrap");
    }

    @Test
    void secondRun_writesNothing() throws Exception {
        convert();
        Path old = converted.resolve("Program.class");
        Files.setLastModifiedTime(old, FileTime.fromMillis(0));

        convert();

        assertThat(Files.getLastModifiedTime(old).toMillis()).isZero();
    }

    @Test
    void whatIsNoMore_goes_andOtherFilesComeAlong() throws Exception {
        convert();
        compile("Program", "class Program { Runnable only = () -> {}; }");
        Path plain = Files.createDirectories(compiled.resolve("plain"));
        Files.copy(compiled.resolve("Program.class"), plain.resolve("Program.class"));
        Files.writeString(compiled.resolve("text"), "and no class");

        convert();

        assertThat(lambdaClasses().stream().filter(name -> name.startsWith("Program$$")))
                .containsExactly("Program$$Lambda$0.class");
        assertThat(converted.resolve("text")).hasContent("and no class");
        assertThat(converted.resolve("plain/Program.class")).hasSameBinaryContentAs(plain.resolve("Program.class"));
    }

    private void convert() throws Exception {
        String asm = Path.of(ClassReader.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        assertThat(run("-cp", asm, TOOL.toString(), compiled.toString(), converted.toString(), "plain/"))
                .isEmpty();
    }

    /** What the program says, on both streams. */
    private static String run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream said = process.getInputStream()) {
            String text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(text).isZero();
            return text;
        }
    }

    private List<String> lambdaClasses() throws IOException {
        try (Stream<Path> files = Files.list(converted)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("$$Lambda$"))
                    .toList();
        }
    }

    /** Names of the factories that are asked for a lambda when the program runs. */
    private List<String> factories() throws IOException {
        List<String> factories = new ArrayList<>();
        try (Stream<Path> files = Files.list(converted)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".class")).toList()) {
                factories.addAll(InvokeDynamicFactories.of(Files.readAllBytes(file)));
            }
        }
        return factories;
    }
}
