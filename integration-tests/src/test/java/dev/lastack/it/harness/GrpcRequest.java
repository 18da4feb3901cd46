package dev.lastack.it.harness;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** One gRPC call on a fresh HTTP/2 connection, a character for each byte. */
public final class GrpcRequest {

    private GrpcRequest() {}

    public static String call(String path, String message) {
        return Http2Request.post(path, message(message), "content-type", "application/grpc", "te", "trailers");
    }

    /** Not compressed, and its length, in front. */
    private static byte[] message(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(new byte[] {0, 0, 0, 0, (byte) bytes.length});
        message.writeBytes(bytes);
        return message.toByteArray();
    }
}
