package dev.lastack.heap.hprof;

import java.util.List;

/**
 * A thread of the dump.
 *
 * @param object its java.lang.Thread
 * @param stack innermost frame first: {@code package.Class.method(File.java:42)}
 */
public record HeapThread(long object, List<String> stack) {}
