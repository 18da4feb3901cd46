package dev.lastack.it.programs.random;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

final class Futures {

    private Futures() {}

    static <T> T get(Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
