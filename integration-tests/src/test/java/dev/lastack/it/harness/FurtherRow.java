package dev.lastack.it.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * One more row of a kind that other rows stand for: another version or packaging of one library, or a test's program
 * without the agent. Run with {@code -Pall-rows} only, as .ci/run does (issue 11).
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Tag("further-row")
public @interface FurtherRow {}
