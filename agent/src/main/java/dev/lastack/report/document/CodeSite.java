package dev.lastack.report.document;

import dev.lastack.analyze.finding.FindingIdentity;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A stack frame as a report has it: {@code package.Class.method(File.java:42)}. Immutable.
 *
 * @param className binary name, with dots and dollars
 * @param file null where the class has no source attribute
 * @param line below 1 where unknown
 */
public record CodeSite(
        String className, String method, @Nullable String file, int line) {

    private static final Pattern FRAME = Pattern.compile("(.+)\\.([^.(]+)\\((.*?)(?::(\\d{1,9}))?\\)", Pattern.DOTALL);
    private static final String NO_SOURCE = "Unknown Source";

    /** Null for what is no frame. */
    public static @Nullable CodeSite parse(@Nullable String frame) {
        Matcher matcher = frame == null ? null : FRAME.matcher(frame);
        if (matcher == null || !matcher.matches()) {
            return null;
        }
        String file = matcher.group(3);
        String line = matcher.group(4);
        return new CodeSite(
                matcher.group(1),
                matcher.group(2),
                file.isEmpty() || file.equals(NO_SOURCE) ? null : file,
                line == null ? 0 : Integer.parseInt(line));
    }

    /** The package's folders, with a slash behind; empty for the unnamed package. */
    public String folder() {
        int dot = className.lastIndexOf('.');
        return dot < 0 ? "" : className.substring(0, dot).replace('.', '/') + "/";
    }

    /** See {@link FindingIdentity#stableName}. */
    public String stableName() {
        return FindingIdentity.stableName(className, method);
    }

    @Override
    public String toString() {
        String place = file == null ? NO_SOURCE : line > 0 ? file + ":" + line : file;
        return className + "." + method + "(" + place + ")";
    }
}
