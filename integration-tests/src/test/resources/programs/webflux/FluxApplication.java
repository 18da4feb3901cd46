package com.shop;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Spring Boot with WebFlux: what nobody reads to its end, nobody sees to end. */
@SpringBootApplication
public class FluxApplication {

    public static void main(String[] args) throws Exception {
        var context = (ReactiveWebServerApplicationContext) SpringApplication.run(
                FluxApplication.class, "--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off");
        Served.listening(context.getWebServer().getPort());
    }

    @RestController
    static class UploadController {

        @PostMapping("/uploads/{id}")
        Mono<String> upload(@PathVariable("id") String id, ServerHttpRequest request) {
            Served.took(request);
            return request.getBody().concatMap(part -> Mono.<String>never(), 1).next();
        }

        @PostMapping("/pictures")
        Mono<String> picture(ServerHttpRequest request) {
            Served.took(request);
            return request.getBody().limitRate(1).concatMap(part -> Mono.<String>never(), 1).next();
        }

        /** Blocks the event loop. */
        @GetMapping("/reports/{day}")
        Mono<String> report(@PathVariable("day") String day) throws InterruptedException {
            return print();
        }

        private static Mono<String> print() throws InterruptedException {
            Served.never().await();
            return Mono.empty();
        }

        @GetMapping("/health")
        Mono<String> health() {
            return Mono.just("fine");
        }
    }
}
