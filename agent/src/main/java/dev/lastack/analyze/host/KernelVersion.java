package dev.lastack.analyze.host;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Major and minor version of a Linux kernel: {@code 6.18.0-generic} is 6.18. */
record KernelVersion(int major, int minor) implements Comparable<KernelVersion> {

    private static final Pattern RELEASE = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:\\D.*)?", Pattern.DOTALL);

    /** Null where it is not known or not a version. */
    static @Nullable KernelVersion of(@Nullable String release) {
        Matcher matcher = RELEASE.matcher(release == null ? "" : release.strip());
        return matcher.matches()
                ? new KernelVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
                : null;
    }

    @Override
    public int compareTo(KernelVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    boolean isBefore(int otherMajor, int otherMinor) {
        return compareTo(new KernelVersion(otherMajor, otherMinor)) < 0;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
