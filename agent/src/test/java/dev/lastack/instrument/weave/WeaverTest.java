package dev.lastack.instrument.weave;

import static dev.lastack.instrument.weave.HookCall.onEnter;
import static dev.lastack.instrument.weave.HookCall.onReturn;
import static dev.lastack.instrument.weave.HookCall.onThrow;
import static dev.lastack.instrument.weave.Value.OUTCOME;
import static dev.lastack.instrument.weave.Value.SELF;
import static dev.lastack.instrument.weave.Value.argument;
import static dev.lastack.instrument.weave.Value.constant;
import static dev.lastack.instrument.weave.Value.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The woven class is loaded by a loader of its own, so the VM verifies it. */
class WeaverTest {

    /** The hooks of this test. */
    public static final class Seen {

        static final List<Object> ALL = new ArrayList<>();

        private Seen() {}

        public static void self(Object self) {
            ALL.add(self);
        }

        public static void number(long n, Object tag) {
            ALL.add(n + " of " + tag);
        }

        public static void text(Object text, boolean flag, String constant) {
            ALL.add(text + " " + flag + " " + constant);
        }

        public static void arguments(long wide, int narrow, Object last) {
            ALL.add(wide + " " + narrow + " " + last);
        }

        public static void thrown(Throwable error, int argument) {
            ALL.add(error.getMessage() + " at " + argument);
        }

        public static void flag(boolean flag) {
            ALL.add(flag);
        }

        public static void nothing() {
            ALL.add("over");
        }
    }

    /** What is woven. */
    @SuppressWarnings({"unused", "UnusedMethod", "UnusedVariable"})
    public static class Target extends Above {

        private final String tag = "tag";
        private final boolean off = false;

        public Target() {}

        public Target(String text) {
            if (text.isEmpty()) {
                return;
            }
            turns = text.length();
        }

        /** Jumps back to its first instruction. */
        public void loop() {
            while (turns > 0) {
                turns--;
            }
        }

        public int read(int n) {
            try {
                if (n < 0) {
                    throw new IllegalStateException("negative");
                }
                return 10 / n;
            } catch (IllegalStateException own) {
                return -1;
            } finally {
                turns++;
            }
        }

        public long wide(int n) {
            return n * 2L;
        }

        public synchronized String name(boolean flag) {
            return flag ? "yes" : null;
        }

        public static void arguments(long wide, int narrow, double unused, String last) {}

        public int assigns(int n, String text) {
            n++;
            text = "after";
            return n / (3 - n) == 2 ? n : 0;
        }

        public void other() {}
    }

    /** Has the field that is not declared below. */
    public static class Above {
        protected int turns = 3;
        protected String inherited = "above";
    }

    private final List<String> missing = new ArrayList<>();

    @BeforeEach
    void forget() {
        Seen.ALL.clear();
    }

    @Test
    void enter_isSeenOnce_whereTheMethodJumpsBackToItsBegin() throws Exception {
        Object target = woven(hook("loop", onEnter(Seen.class, "self", SELF)));

        call(target, "loop");

        assertThat(Seen.ALL).containsExactly(target);
    }

    @Test
    void everyReturn_isSeenWithWhatIsReturned() throws Exception {
        Object target = woven(
                hook("read", onReturn(Seen.class, "number", OUTCOME, field("tag"))),
                hook("wide", onReturn(Seen.class, "number", OUTCOME, field("tag"))),
                hook("name", onReturn(Seen.class, "text", OUTCOME, argument(0), constant("constant"))));

        assertThat(call(target, "read", 5)).isEqualTo(2);
        assertThat(call(target, "read", -5)).isEqualTo(-1);
        assertThat(call(target, "wide", 4)).isEqualTo(8L);
        assertThat(call(target, "name", true)).isEqualTo("yes");
        assertThat(call(target, "name", false)).isNull();

        assertThat(Seen.ALL)
                .containsExactly("2 of tag", "-1 of tag", "8 of tag", "yes true constant", "null false constant");
    }

    @Test
    void whatLeavesTheMethod_isSeenAndGoesOn_whatItCatchesIsNot() throws Exception {
        Object target = woven(hook("read", onThrow(Seen.class, "thrown", OUTCOME, argument(0))));

        assertThat(call(target, "read", -5)).isEqualTo(-1);
        assertThat(Seen.ALL).isEmpty();
        assertThatThrownBy(() -> call(target, "read", 0)).isInstanceOf(ArithmeticException.class);

        assertThat(Seen.ALL).containsExactly("/ by zero at 0");
    }

    @Test
    void oneMethod_mayHaveACallAtEachPoint() throws Exception {
        Object target = woven(hook(
                "read",
                onEnter(Seen.class, "self", SELF),
                onReturn(Seen.class, "nothing"),
                onThrow(Seen.class, "nothing")));

        call(target, "read", 1);
        assertThatThrownBy(() -> call(target, "read", 0)).isInstanceOf(ArithmeticException.class);

        assertThat(Seen.ALL).containsExactly(target, "over", target, "over");
    }

    @Test
    void wideArguments_takeTwoSlots() throws Exception {
        Object target =
                woven(hook("arguments", onEnter(Seen.class, "arguments", argument(0), argument(1), argument(3))));

        call(target, "arguments", 1L << 40, 7, 1.5, "last");

        assertThat(Seen.ALL).containsExactly((1L << 40) + " 7 last");
    }

    @Test
    void constructor_isSeenAtEachReturn() throws Exception {
        Class<?> type = weave(hook("<init>", onReturn(Seen.class, "self", SELF)));

        Object empty = type.getConstructor(String.class).newInstance("");
        Object full = type.getConstructor(String.class).newInstance("text");

        assertThat(Seen.ALL).containsExactly(empty, full);
        assertThatThrownBy(() -> weave(hook("<init>", onThrow(Seen.class, "nothing"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void argumentThatTheMethodAssignedTo_isSeenAsItIsThen() throws Exception {
        Object target = woven(hook(
                "assigns",
                onReturn(Seen.class, "number", OUTCOME, argument(1)),
                onThrow(Seen.class, "thrown", OUTCOME, argument(0))));

        assertThat(call(target, "assigns", 1, "before")).isEqualTo(2);
        assertThatThrownBy(() -> call(target, "assigns", 2, "before")).isInstanceOf(ArithmeticException.class);

        assertThat(Seen.ALL).contains("2 of after", "/ by zero at 3");
    }

    @Test
    void fieldOfAClassAbove_isFoundWhereItIsLoaded() throws Exception {
        Hook hook = hook("other", onEnter(Seen.class, "self", field("inherited")));

        call(load(weave(Target.class, true, hook)).getConstructor().newInstance(), "other");
        assertThat(Seen.ALL).containsExactly("above");

        assertThat(weave(null, true, hook)).isNull();
        assertThat(missing).singleElement().asString().contains("no field inherited");
    }

    @Test
    void flagThatOnlySomeVersionsHave_isGivenAsItIsWhereItIsAbsent() throws Exception {
        Hook hook = hook(
                "other",
                onEnter(Seen.class, "flag", field("off", true)),
                onReturn(Seen.class, "flag", field("absent", true)));

        call(woven(hook), "other");

        assertThat(Seen.ALL).containsExactly(false, true);
        assertThat(missing).isEmpty();
    }

    @Test
    void hookWithoutMethod_isMissingIfRequired() {
        assertThat(weave(Target.class, true, hook("absent", onEnter(Seen.class, "nothing"))))
                .isNull();
        assertThat(missing).containsExactly("Target.absent");
        assertThat(weave(
                        Target.class,
                        true,
                        Hook.optional(
                                "absent", MethodPattern.methodNamed("absent", 0), onEnter(Seen.class, "nothing"))))
                .isNull();
        assertThat(missing).hasSize(1);
    }

    private static Hook hook(String name, HookCall... calls) {
        return Hook.required(
                name,
                new MethodPattern(
                        name,
                        method -> method.name().equals(name)
                                && (!method.isConstructor() || method.parameters().length > 0)),
                calls);
    }

    private Object woven(Hook... hooks) throws Exception {
        return weave(hooks).getConstructor().newInstance();
    }

    private Class<?> weave(Hook... hooks) {
        return load(weave(Target.class, true, hooks));
    }

    private byte[] weave(Class<?> loaded, boolean boot, Hook... hooks) {
        HookedType type = (boot ? HookedType.boot("Target") : HookedType.anywhere("Target")).hooks(hooks);
        return new Weaver(type, missing::add)
                .weave(Target.class.getName().replace('.', '/'), loaded, ClassFiles.bytes(Target.class));
    }

    private static Class<?> load(byte[] classFile) {
        return new ClassLoader(WeaverTest.class.getClassLoader()) {
            Class<?> define() {
                return defineClass(Target.class.getName(), classFile, 0, classFile.length);
            }
        }.define();
    }

    private static Object call(Object target, String name, Object... arguments) throws Exception {
        for (Method method : target.getClass().getDeclaredMethods()) {
            if (method.getName().equals(name)) {
                try {
                    return method.invoke(target, arguments);
                } catch (InvocationTargetException e) {
                    throw (Exception) e.getCause();
                }
            }
        }
        throw new NoSuchMethodException(name);
    }
}
