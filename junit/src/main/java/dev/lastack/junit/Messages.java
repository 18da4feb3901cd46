package dev.lastack.junit;

import java.util.List;
import java.util.stream.Collectors;

/** What a failed test says. */
final class Messages {

    private static final int MOST = 10;

    private Messages() {}

    static String left(String whose, List<Leak> leaks) {
        StringBuilder text = new StringBuilder();
        text.append(leaks.size() == 1 ? "1 connection was" : leaks.size() + " connections were")
                .append(" opened by ")
                .append(whose)
                .append(" and left open:\n\n");
        text.append(leaks.stream().limit(MOST).map(Leak::text).collect(Collectors.joining("\n")));
        if (leaks.size() > MOST) {
            text.append("\nand ").append(leaks.size() - MOST).append(" more\n");
        }
        if (leaks.stream().noneMatch(Leak::isSure)) {
            text.append("\nIf a pool or client that lives longer than the test keeps it:"
                    + " @NoConnectionLeaks(until = AFTER_ALL)\n");
        }
        return text.toString();
    }

    static String opened(String whose, long opened, int max) {
        return "Expected " + whose + " to open at most " + max + (max == 1 ? " connection" : " connections")
                + ", but it opened " + opened
                + ": each that is closed here first leaves a TIME_WAIT of 60 s; one kept alive, or a pool, would do";
    }
}
