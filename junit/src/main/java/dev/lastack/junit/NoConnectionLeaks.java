package dev.lastack.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test fails that opens a TCP connection and leaves it: remote-closed and not closed here, unreachable, or never
 * closed. The annotation nearest to the test holds: that of its method, its class, an enclosing class.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LastAckExtension.class)
public @interface NoConnectionLeaks {

    /** Rules that fail nothing, or groups of them: {@code "close-wait/unread"}, {@code "open"}. */
    String[] allow() default {};

    /** Only connections with these peers are looked at: {@code "127.0.0.1:5432"}, {@code "127.0.0.1"}; none for all. */
    String[] peers() default {};

    /** When connections have to be closed. */
    Until until() default Until.AFTER_EACH;

    /** When connections have to be closed. */
    enum Until {
        /** At the end of the test that opens them. */
        AFTER_EACH,
        /** At the end of the class: its tests share a pool or a client. */
        AFTER_ALL
    }
}
