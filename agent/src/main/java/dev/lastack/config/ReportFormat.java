package dev.lastack.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Formats of a report, with the file ending that picks each. A new one is a constant here and a renderer in {@code
 * report.ReportRenderer}.
 */
public enum ReportFormat {
    TEXT(".txt", true, false),
    JSON(".json", false, false),
    SARIF(".sarif", true, true),
    JUNIT(".junit.xml", true, true),
    MARKDOWN(".md", true, true),
    HTML(".html", false, true);

    private final String ending;
    private final boolean joinable;
    private final boolean madeOfJson;

    ReportFormat(String ending, boolean joinable, boolean madeOfJson) {
        this.ending = ending;
        this.joinable = joinable;
        this.madeOfJson = madeOfJson;
    }

    /** Of a file's name, with its dot. */
    public String ending() {
        return ending;
    }

    /** Whether the reports of several JVMs are one document. */
    public boolean isJoinable() {
        return joinable;
    }

    /** Whether it can be made of a JSON report that is there already, without the JVM it is about. */
    public boolean isMadeOfJson() {
        return madeOfJson;
    }

    /**
     * The format that a file's name asks for, whatever the case of its ending. Devices and descriptors, whose names have
     * no ending ({@code /dev/stdout}, {@code /proc/1/fd/1}), get text. Null where the ending is no format's.
     */
    public static @Nullable ReportFormat of(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        for (ReportFormat format : values()) {
            if (name.endsWith(format.ending)) {
                return format;
            }
        }
        return isDevice(file) ? TEXT : null;
    }

    private static boolean isDevice(String file) {
        return (file.startsWith("/dev/") || file.startsWith("/proc/")) && file.indexOf('.') < 0;
    }

    /** {@code .txt, .json or .md}: what a person is told that a file's name may end in. */
    public static String endings() {
        return list(" or ", "", List.of(values()));
    }

    /** {@code `.txt`, `.json`}. */
    static String endingsInMarkdown() {
        return list(", ", "`", List.of(values()));
    }

    /** As {@link #endings}, of those that {@linkplain #isMadeOfJson are made of JSON}. */
    public static String endingsMadeOfJson() {
        return list(
                " or ",
                "",
                Arrays.stream(values()).filter(ReportFormat::isMadeOfJson).toList());
    }

    private static String list(String last, String quote, List<ReportFormat> all) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < all.size(); i++) {
            list.append(i == 0 ? "" : i == all.size() - 1 ? last : ", ");
            list.append(quote).append(all.get(i).ending).append(quote);
        }
        return list.toString();
    }

    /** As a person and a command line's request name it: {@code text}, {@code json}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
