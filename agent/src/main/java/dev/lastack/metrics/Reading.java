package dev.lastack.metrics;

import dev.lastack.analyze.finding.Finding;
import dev.lastack.snapshot.DurationHistogram;
import dev.lastack.snapshot.Snapshot;
import java.util.List;

/**
 * What all metrics of one moment are made of.
 *
 * @param findings the most important first
 * @param closeWaits of connections that have ended, since the watch began
 * @param overheadSeconds of LastAck's own threads and in its hooks; negative where not known
 */
public record Reading(Snapshot snapshot, List<Finding> findings, DurationHistogram closeWaits, double overheadSeconds) {

    public Reading {
        findings = List.copyOf(findings);
    }
}
