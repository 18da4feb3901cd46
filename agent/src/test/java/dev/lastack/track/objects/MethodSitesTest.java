package dev.lastack.track.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.snapshot.Site;
import dev.lastack.track.owner.ApplicationCode;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class MethodSitesTest {

    private final MethodSites sites = new MethodSites(ApplicationCode.of(List.of("dev.lastack.track.objects")));

    private static void consume(String text) {
        assertThat(text).isNotNull();
    }

    private Integer measure(String text) {
        return text.length();
    }

    @Test
    void lambda_isTheMethodBehindIt() {
        Consumer<String> lambda = text -> consume(text);

        Site site = sites.of(lambda.getClass(), List.of("accept"));

        assertThat(site.className()).isEqualTo(MethodSitesTest.class.getName());
        assertThat(site.methodName()).startsWith("lambda$lambda_isTheMethodBehindIt$");
        assertThat(site.lineNumber()).isPositive();
        assertThat(site.application()).isTrue();
    }

    @Test
    void methodReference_isTheMethodItself() {
        Consumer<String> reference = MethodSitesTest::consume;

        assertThat(sites.of(reference.getClass(), List.of("accept")).methodName())
                .isEqualTo("consume");
    }

    /** With a value that is boxed on the way, and an object that it is bound to. */
    @Test
    void boundReference_isTheMethodItself() {
        Function<String, Object> reference = this::measure;

        assertThat(sites.of(reference.getClass(), List.of("apply")).methodName())
                .isEqualTo("measure");
    }

    @Test
    void lambdaThatUnboxes_isTheMethodBehindIt() {
        Callable<Long> lambda = () -> 4L;

        assertThat(sites.of(lambda.getClass(), List.of("call")).methodName()).startsWith("lambda$lambdaThatUnboxes");
    }

    @Test
    void methodOfAnAncestor_isFoundThere() throws NoSuchMethodException {
        Site site = sites.of(Child.class, Child.class.getMethod("order", String.class));

        assertThat(site.className()).endsWith("$Base");
        assertThat(site.methodName()).isEqualTo("order");
        assertThat(site.lineNumber()).isPositive();
    }

    @Test
    void overloadedMethod_isToldByItsParameters() throws NoSuchMethodException {
        int text = sites.of(Base.class, Base.class.getMethod("order", String.class))
                .lineNumber();
        int number =
                sites.of(Base.class, Base.class.getMethod("order", int.class)).lineNumber();

        assertThat(text).isNotEqualTo(number);
    }

    @Test
    void classOfAnotherOwner_isALibrarys() {
        MethodSites others = new MethodSites(ApplicationCode.of(List.of("com.acme")));

        assertThat(others.of(Base.class, List.of("order")).application()).isFalse();
        assertThat(others.isOfApplication(((Consumer<String>) text -> consume(text)).getClass()))
                .isFalse();
    }

    public static class Base {
        public void order(String id) {
            consume(id);
        }

        public void order(int id) {
            consume("" + id);
        }
    }

    public static class Child extends Base {}
}
