package dev.lastack.metrics.jmx;

import java.util.List;

/**
 * {@code dev.lastack:type=Connections}. Attributes are of one moment that is at most a second old, or as much older as
 * taking another would cost too much. Names and types are stable.
 */
public interface ConnectionsMXBean {

    /** LastAck's. */
    String getVersion();

    /** Connections that are open now. */
    long getOpen();

    /** Since LastAck watches, with those that it found open. */
    long getOpened();

    long getClosed();

    /** In CLOSE_WAIT now. */
    long getCloseWait();

    /** 0 where none is in CLOSE_WAIT. */
    double getOldestCloseWaitSeconds();

    /** Closed first by this side in the last 60 s. */
    long getTimeWait();

    /** -1 where not known. */
    long getUntrackedSockets();

    long getSuppressedErrors();

    /** Processor time of LastAck's own threads, and time in its hooks; negative where not known. */
    double getOverheadSeconds();

    /** The most important first. */
    List<FindingData> getFindings();

    /** All series of docs/metrics.md but the histogram. */
    List<SeriesData> getSeries();

    /**
     * The report of this moment.
     *
     * @param format {@code text}, {@code json}, {@code html}, {@code markdown}, {@code sarif} or {@code junit}
     * @throws IllegalArgumentException where it is none of these
     */
    String report(String format);
}
