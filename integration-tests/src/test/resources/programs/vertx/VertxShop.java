package com.shop;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;

/** Vert.x with a router: a request whose body nobody wants to have. */
public class VertxShop {

    public static void main(String[] args) throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(Integer.getInteger("shop.loops", VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE)));
        Router router = Router.router(vertx);
        router.route().handler(VertxShop::trace);
        router.post("/uploads/:id").handler(VertxShop::upload);
        router.post("/pictures").handler(new PictureHandler());
        router.get("/reports/:day").handler(VertxShop::report);
        router.get("/health").handler(context -> context.response().end("fine"));
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(1, TimeUnit.MINUTES);
        Served.listening(server.actualPort());
    }

    private static void trace(RoutingContext context) {
        context.next();
    }

    private static void upload(RoutingContext context) {
        context.request().pause();
        Served.took(context);
    }

    /** Blocks the event loop. */
    private static void report(RoutingContext context) {
        print();
    }

    private static void print() {
        try {
            Served.never().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static class PictureHandler implements io.vertx.core.Handler<RoutingContext> {
        @Override
        public void handle(RoutingContext context) {
            context.request().pause();
            Served.took(context);
        }
    }
}
