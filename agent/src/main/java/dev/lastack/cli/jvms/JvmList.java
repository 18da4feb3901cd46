package dev.lastack.cli.jvms;

import java.util.List;
import java.util.Map;

/**
 * The JVMs of a host, as one look at /proc found them.
 *
 * @param jvms worst first
 * @param timeWaits entries in TIME_WAIT by network namespace: they belong to no process
 * @param unreadable processes of other users that look like JVMs
 */
public record JvmList(List<ListedJvm> jvms, Map<String, Integer> timeWaits, int unreadable) {}
