package dev.lastack.analyze.finding;

/** How much a finding matters; the first constant matters most. */
public enum Severity {
    /** Connections are lost, or will be. */
    ERROR,
    /** Harmful at this rate, or harmful if it goes on. */
    WARNING,
    /** Worth knowing. */
    INFO
}
