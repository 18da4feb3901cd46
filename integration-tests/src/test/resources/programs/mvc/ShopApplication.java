package com.shop;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** Spring Boot with MVC. */
@SpringBootApplication
public class ShopApplication {

    public static void main(String[] args) throws Exception {
        var context = (ServletWebServerApplicationContext) SpringApplication.run(
                ShopApplication.class, "--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off");
        Served.listening(context.getWebServer().getPort());
    }
}
