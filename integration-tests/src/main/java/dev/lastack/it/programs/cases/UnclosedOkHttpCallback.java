package dev.lastack.it.programs.cases;

import dev.lastack.it.oracle.TcpState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * OkHttp connects and reads on threads of its own, where a callback that looks only at the status and forgets to close
 * the response leaves no trace: what is left is who made OkHttp start the thread.
 */
final class UnclosedOkHttpCallback implements Callback {

    private final CaseRun run;
    private final List<Object> kept = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch answers = new CountDownLatch(CaseRun.CONNECTIONS);

    private UnclosedOkHttpCallback(CaseRun run) {
        this.run = run;
    }

    public static void main(String[] args) throws Exception {
        CaseRun run = CaseRun.of(args);
        UnclosedOkHttpCallback callback = new UnclosedOkHttpCallback(run);
        OkHttpClient client = new OkHttpClient();
        callback.enqueue(client);
        callback.answers.await();
        run.end(TcpState.CLOSE_WAIT);
        System.out.println("KEPT " + callback.kept.size());
        // OkHttp's own threads are no daemons for a minute.
        Runtime.getRuntime().exit(0);
    }

    private void enqueue(OkHttpClient client) {
        for (int i = 0; i < CaseRun.CONNECTIONS; i++) {
            client.newCall(new Request.Builder().url(run.url()).build()).enqueue(this);
        }
    }

    @Override
    public void onFailure(Call call, IOException e) {
        e.printStackTrace();
    }

    @Override
    public void onResponse(Call call, Response response) {
        if (run.bad()) {
            kept.add(response);
        } else {
            response.close();
        }
        answers.countDown();
    }
}
