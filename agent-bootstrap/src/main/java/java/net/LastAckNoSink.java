package java.net;

/** Nobody watches: where the hooks hand over while no agent is there, so that no hook need ask whether one is. */
final class LastAckNoSink implements LastAckSink, LastAckAskSink, LastAckNettySink {

    static final LastAckNoSink INSTANCE = new LastAckNoSink();

    private LastAckNoSink() {}

    @Override
    public LastAckAskSink asks() {
        return this;
    }

    @Override
    public LastAckNettySink netty() {
        return this;
    }
}
