package java.net;

/** Placeholder until the next commit. */
public interface LastAckSink {}
