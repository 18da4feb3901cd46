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

    /**
     * Rules that fail nothing, or groups of them: {@code "close-wait/unread"}, {@code "open"}. With {@link #peers}, they
     * fail nothing with these.
     */
    String[] allow() default {};

    /**
     * Peers whose connections fail nothing, as {@code host:port} or {@code host}: {@code "db:5432"}, {@code "127.0.0.1"}.
     * With {@link #allow}, those rules only; none for all peers.
     */
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
