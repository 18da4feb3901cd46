package dev.lastack.notify;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** One line a finding on standard error; of many at once the first, and how many there were. */
final class LogReceiver implements Receiver {

    /** Lines in a minute. */
    static final int MOST = 20;

    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final Consumer<String> say;
    private final LongSupplier clock;
    private long minuteBegan;
    private int said;
    private long leftOut;

    LogReceiver(Consumer<String> say, LongSupplier clock) {
        this.say = say;
        this.clock = clock;
    }

    @Override
    public boolean isOutside() {
        return false;
    }

    @Override
    public void deliver(Message message) {
        long now = clock.getAsLong();
        if (said == 0 || now - minuteBegan >= MINUTE_NANOS) {
            sayHowManyWereLeftOut();
            minuteBegan = now;
            said = 0;
        }
        if (said < MOST) {
            said++;
            say.accept(message.line());
        } else if (leftOut++ == 0) {
            say.accept("lastack: more new findings within this minute are not said; the report has them");
        }
    }

    private void sayHowManyWereLeftOut() {
        if (leftOut > 0) {
            say.accept("lastack: " + leftOut + " new findings were not said");
            leftOut = 0;
        }
    }
}
