package dev.lastack.cli.jvms;

import java.util.Comparator;

/**
 * One JVM, at one moment.
 *
 * @param pid here; in a container it may have another one
 * @param pidInContainer what it takes itself for; the same as {@code pid} outside of a container
 * @param user a name, or a number where it has none here
 * @param mainClass class, module, or the name of a jar; the program's name where the JVM was not started by {@code java}
 * @param javaVersion empty where not known
 * @param networkNamespace such as {@code net:[4026531840]}
 */
public record ListedJvm(
        long pid,
        long pidInContainer,
        String user,
        String mainClass,
        String javaVersion,
        Descriptors descriptors,
        Sockets sockets,
        String networkNamespace) {

    static final Comparator<ListedJvm> WORST_FIRST = Comparator.comparing(
                    (ListedJvm jvm) -> jvm.sockets.closeWait(), Comparator.reverseOrder())
            .thenComparing(jvm -> jvm.descriptors.tenths(), Comparator.reverseOrder())
            .thenComparing(jvm -> jvm.sockets.timeWaitOwing(), Comparator.reverseOrder())
            .thenComparing(jvm -> jvm.sockets.established(), Comparator.reverseOrder())
            .thenComparing(ListedJvm::pid);

    /**
     * Files and sockets.
     *
     * @param limit beyond which opening fails ("Too many open files"); -1 where there is none
     */
    public record Descriptors(int open, long limit) {

        /** From 0 to 1. */
        double fill() {
            return limit <= 0 ? 0 : (double) open / limit;
        }

        /** In tenths: JVMs that are about as near to their limits are in the order of their sockets. */
        private int tenths() {
            return (int) (10 * fill());
        }
    }

    /**
     * TCP connections that the process holds.
     *
     * @param timeWaitOwing in FIN_WAIT1, FIN_WAIT2 or CLOSING: this side's FIN went first, so that each will leave an
     *     entry in TIME_WAIT. That entry, and what is left of a connection after close(), belongs to no process
     */
    public record Sockets(int established, int closeWait, int timeWaitOwing) {}
}
