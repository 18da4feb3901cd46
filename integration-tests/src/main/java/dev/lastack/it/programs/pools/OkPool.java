package dev.lastack.it.programs.pools;

import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** OkHttp. */
record OkPool(OkHttpClient client, String url) implements LendingPool {

    @Override
    @SuppressWarnings("MustBeClosedChecker") // the lease is
    public Lease borrow() throws IOException {
        Response response =
                client.newCall(new Request.Builder().url(url).build()).execute();
        return () -> {
            response.body().bytes();
            response.close();
        };
    }
}
