package dev.lastack.notify;

import java.io.IOException;
import java.net.URI;

/** A URL to which the finding is posted: again a few times where it does not arrive, and then no more. */
final class WebhookReceiver implements Receiver {

    /** Between one attempt and the next. */
    private static final long[] PAUSES_MILLIS = {1_000, 3_000, 9_000};

    private final HttpPost post;
    private final long[] pauses;

    /** While it is away, each finding gets one attempt: the queue must not become older than the findings are worth. */
    private boolean away;

    WebhookReceiver(URI url) {
        this(new HttpPost(url), PAUSES_MILLIS);
    }

    WebhookReceiver(HttpPost post, long... pauses) {
        this.post = post;
        this.pauses = pauses.clone();
    }

    @Override
    public boolean isOutside() {
        return true;
    }

    @Override
    public void deliver(Message message) throws NotDelivered, InterruptedException {
        int attempts = away ? 1 : pauses.length + 1;
        String why = "";
        for (int attempt = 1; attempt <= attempts; attempt++) {
            if (attempt > 1) {
                Thread.sleep(pauses[attempt - 2]);
            }
            try {
                int status = post.send(message.json());
                if (status / 100 == 2) {
                    away = false;
                    return;
                }
                why = "it answers " + status;
                if (!mayPass(status)) {
                    throw new NotDelivered(why);
                }
            } catch (IOException e) {
                why = reason(e);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
        String tried = attempts > 1 ? ", tried " + attempts + " times" : "";
        away = true;
        throw new NotDelivered(why + tried);
    }

    /** RFC 9110: what the server says of itself, of a time-out, or of too many at once. Else it would say so again. */
    private static boolean mayPass(int status) {
        return status / 100 == 5 || status == 408 || status == 425 || status == 429;
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        String name = e.getClass().getSimpleName();
        return message == null ? name : e instanceof java.net.UnknownHostException ? "no such host" : message;
    }
}
