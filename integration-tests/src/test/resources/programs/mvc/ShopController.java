package com.shop;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Three ways to lose a client, and one to serve it. */
@RestController
public class ShopController {

    @GetMapping("/events")
    public SseEmitter events() {
        return Served.took(new SseEmitter(0L));
    }

    @GetMapping("/orders/{id}")
    public DeferredResult<String> order(@PathVariable("id") String id) {
        return Served.took(new DeferredResult<>(0L));
    }

    @GetMapping("/report")
    public String report() throws InterruptedException {
        Served.never().await();
        return "done";
    }

    @GetMapping("/health")
    public String health() {
        return "fine";
    }
}
