package dev.lastack.it.programs.lifecycle;

/** By reflection: the programs are compiled for Java 17. */
final class VirtualThreads {

    private VirtualThreads() {}

    static Thread start(Runnable task) throws ReflectiveOperationException {
        return (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    }
}
