package dev.lastack.attach.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The descriptor numbers, in the target, of the two pipes of one conversation. They are told by a thread's name, which
 * /proc shows to everybody, and which has 15 bytes; the pipes themselves the kernel opens only to who may debug the
 * target.
 *
 * @param requests of the pipe that the agent reads
 * @param answers of the pipe that the agent writes
 */
public record PipeEnds(int requests, int answers) {

    private static final String PREFIX = "la";
    private static final int RADIX = 36;
    private static final int TOKEN_DIGITS = 3;
    private static final int NUMBER_DIGITS = 5;
    private static final int LENGTH = PREFIX.length() + TOKEN_DIGITS + 2 * NUMBER_DIGITS;

    /** As many tokens as there are: any number below it makes one. */
    public static final int TOKENS = RADIX * RADIX * RADIX;

    /** It tells two commands apart that come at the same moment. */
    public static String token(int number) {
        return digits(number, TOKEN_DIGITS);
    }

    /**
     * What the agent calls its thread.
     *
     * @throws IllegalStateException where a number is beyond 60 million
     */
    public String threadName(String token) {
        return PREFIX + token + digits(requests, NUMBER_DIGITS) + digits(answers, NUMBER_DIGITS);
    }

    /** Null where the thread is another one. */
    public static @Nullable PipeEnds ofThread(String name, String token) {
        if (name.length() != LENGTH || !name.startsWith(PREFIX + token)) {
            return null;
        }
        int first = PREFIX.length() + TOKEN_DIGITS;
        try {
            return new PipeEnds(
                    Integer.parseInt(name.substring(first, first + NUMBER_DIGITS), RADIX),
                    Integer.parseInt(name.substring(first + NUMBER_DIGITS), RADIX));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String digits(int number, int count) {
        String digits = Integer.toString(number, RADIX);
        if (number < 0 || digits.length() > count) {
            throw new IllegalStateException("descriptor " + number + " cannot be told");
        }
        return "0".repeat(count - digits.length()) + digits;
    }
}
