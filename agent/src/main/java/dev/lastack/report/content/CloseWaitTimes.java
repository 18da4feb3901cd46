package dev.lastack.report.content;

import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Distribution;
import dev.lastack.snapshot.OpenConnection;
import java.util.stream.LongStream;

/** The close-wait times of one code path, in milliseconds, whether its connections have ended or not. */
public record CloseWaitTimes(long longestMillis, long p50Millis, long p99Millis) {

    /** Quantiles are those of ended connections; only where no remote-closed one has ended, of the open ones. */
    public static CloseWaitTimes of(CodePath path) {
        long[] open = sortedOpen(path);
        Distribution ended = path.ended().closeWait();
        long longest = LongStream.of(
                        ended.maxMillis(), path.ended().reclaimedCloseWait().maxMillis(), last(open))
                .max()
                .orElse(0);
        return ended.count() > 0
                ? new CloseWaitTimes(longest, ended.p50Millis(), ended.p99Millis())
                : new CloseWaitTimes(longest, quantile(open, 0.50), quantile(open, 0.99));
    }

    private static long[] sortedOpen(CodePath path) {
        return path.open().stream()
                .filter(connection -> connection.remoteClosedAt() != null)
                .mapToLong(OpenConnection::closeWaitMillis)
                .sorted()
                .toArray();
    }

    private static long last(long[] sorted) {
        return quantile(sorted, 1);
    }

    /** The least value that at least this share does not exceed; 0 where there is none. */
    private static long quantile(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
