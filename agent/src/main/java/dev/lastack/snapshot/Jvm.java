package dev.lastack.snapshot;

import java.time.Instant;

/**
 * The watched JVM.
 *
 * @param attachedLate true where connections may be older than the watch
 * @param instance among many JVMs
 */
public record Jvm(
        long pid,
        String mainClass,
        String javaVersion,
        Instant startedAt,
        Instant attachedAt,
        boolean attachedLate,
        Instance instance) {}
