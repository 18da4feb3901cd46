package dev.lastack.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.withSettings;

import java.io.FileDescriptor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.LastAckAskHooks;
import java.net.LastAckHooks;
import java.net.LastAckSink;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.stubbing.Answer;

/** What of a failing sink reaches the application, at each hook that hands on whatever it is given. */
class SuppressedErrorsTest {

    private static final FileDescriptor FD = new FileDescriptor();
    private static final InetSocketAddress ADDRESS = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

    @AfterEach
    void nobodyWatches() {
        LastAckHooks.uninstall();
    }

    @ParameterizedTest
    @MethodSource("hooksAndErrors")
    void errorOfOurs_isKeptBackAndCounted(Method hook, Throwable error) {
        LastAckHooks.install(throwing(error));
        long before = LastAckHooks.suppressedErrors();

        assertThatCode(() -> call(hook)).doesNotThrowAnyException();

        assertThat(LastAckHooks.suppressedErrors()).isEqualTo(before + 1);
    }

    /** {@code Thread.stop} strikes wherever the thread is: in a hook too. */
    @ParameterizedTest
    @MethodSource("hooks")
    @SuppressWarnings("removal")
    void deathOfTheThread_goesThrough_andIsNoErrorOfOurs(Method hook) {
        ThreadDeath death = new ThreadDeath();
        LastAckHooks.install(throwing(death));
        long before = LastAckHooks.suppressedErrors();

        assertThatThrownBy(() -> call(hook)).isSameAs(death);

        assertThat(LastAckHooks.suppressedErrors()).isEqualTo(before);
    }

    static Stream<Arguments> hooksAndErrors() {
        return hooks().stream()
                .flatMap(hook -> Stream.of(
                                new IllegalStateException("planted"),
                                new LinkageError("planted"),
                                new StackOverflowError("planted"),
                                new OutOfMemoryError("planted"))
                        .map(error -> Arguments.of(hook, error)));
    }

    /** Those of sockets and of who asked: what Netty's hooks hand on needs Netty's channels. */
    static List<Method> hooks() {
        List<Method> hooks = new ArrayList<>();
        for (Class<?> type : List.of(LastAckHooks.class, LastAckAskHooks.class)) {
            for (Method method : type.getDeclaredMethods()) {
                if (Modifier.isPublic(method.getModifiers()) && isHook(method)) {
                    hooks.add(method);
                }
            }
        }
        return hooks;
    }

    private static boolean isHook(Method method) {
        return method.getReturnType() == void.class
                && Instrumenter.TYPES.stream()
                        .flatMap(type -> type.hooks().stream())
                        .flatMap(hook -> hook.calls().stream())
                        .anyMatch(call -> call.hooks() == method.getDeclaringClass()
                                && call.hook().equals(method.getName())
                                && !call.hook().startsWith("socket") // has no implementation of the JDK to be given
                                && !call.hook().equals("optionSet")); // tells of one option only
    }

    private static LastAckSink throwing(Throwable error) {
        Answer<Object> fails = call -> {
            throw error;
        };
        return mock(LastAckSink.class, withSettings().stubOnly().defaultAnswer(fails));
    }

    private static void call(Method hook) throws Throwable {
        Object[] arguments = new Object[hook.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = value(hook.getParameterTypes()[i]);
        }
        try {
            hook.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Object value(Class<?> type) {
        if (type == boolean.class) {
            return true;
        } else if (type == int.class) {
            return 1;
        } else if (type == long.class) {
            return 1L;
        } else if (type == FileDescriptor.class) {
            return FD;
        } else if (type == String.class) {
            return LastAckHooks.NIO;
        } else if (type == Throwable.class) {
            return new java.net.BindException();
        } else if (type == Thread.class) {
            return Thread.currentThread();
        } else if (type == InetAddress.class) {
            return ADDRESS.getAddress();
        }
        return type.isInstance(ADDRESS) ? ADDRESS : new Object();
    }
}
