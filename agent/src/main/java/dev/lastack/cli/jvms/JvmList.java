package dev.lastack.cli.jvms;

import java.util.List;
import java.util.Map;

/**
 * What was found.
 *
 * @param jvms worst first
 * @param timeWaits entries in TIME_WAIT by network namespace: they belong to no process
 * @param unreadable processes of other users that look like JVMs
 */
public record JvmList(List<RunningJvm> jvms, Map<String, Integer> timeWaits, int unreadable) {}
