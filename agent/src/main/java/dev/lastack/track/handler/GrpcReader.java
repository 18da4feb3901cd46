package dev.lastack.track.handler;

import dev.lastack.track.objects.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** gRPC 1.20 and later on Netty, shaded or not: the first call of the connection that has a listener. */
final class GrpcReader implements HandlerReader {

    /** Its own relocated copy of Netty, and of what stands on it. */
    static final String SHADED = "io.grpc.netty.shaded.";

    @Override
    public List<String> types() {
        return List.of("io.grpc.netty.NettyServerHandler");
    }

    @Override
    public @Nullable Found read(Object handler, Reading reading) {
        Fields fields = reading.fields();
        Object streams = fields.get(Fields.call(handler, "connection"), "streamMap");
        Object listener = reading.nearest(streams, "io.grpc.internal.ServerCallImpl$ServerStreamListenerImpl");
        String name = fields.getText(fields.get(fields.get(listener, "call"), "method"), "fullMethodName");
        if (name == null) {
            return null;
        }
        Object called = fields.get(listener, "listener");
        Object service = reading.nearest(called, "io.grpc.BindableService");
        service = service == null ? reading.nearest(called, reading::isOfApplication) : service;
        return service == null ? null : Found.object(service.getClass(), methods(name), Reading.route(null, name));
    }

    /** {@code shop.Orders/PlaceOrder} is implemented by {@code placeOrder}. */
    private static List<String> methods(String fullName) {
        String name = fullName.substring(fullName.lastIndexOf('/') + 1);
        return List.of(
                Character.toLowerCase(name.charAt(0)) + name.substring(1),
                "invoke",
                "onHalfClose",
                "onMessage",
                "startCall");
    }
}
