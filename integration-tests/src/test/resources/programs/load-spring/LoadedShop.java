package com.shop;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Spring Boot with MVC and HikariCP, its own client for some seconds: a keep-alive that the server ends first, a pool that
 * is larger than it need be, calls that go on to another server. Arguments: {@code DATABASE_PORT SECONDS}.
 */
@SpringBootApplication
@RestController
public class LoadedShop {

    private static final int THREADS = 8;
    private static HikariDataSource orders;
    private static int port;

    @GetMapping("/orders/{id}")
    public String order(@PathVariable("id") String id) throws SQLException {
        try (Connection connection = orders.getConnection()) {
            return connection.nativeSQL(id);
        }
    }

    @GetMapping("/prices/{id}")
    public String price(@PathVariable("id") String id) throws Exception {
        HttpURLConnection upstream = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + "/health").toURL().openConnection();
        try (InputStream body = upstream.getInputStream()) {
            return new String(body.readAllBytes());
        }
    }

    @GetMapping("/health")
    public String health() {
        return "fine";
    }

    public static void main(String[] args) {
        try {
            run(args);
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void run(String[] args) throws Exception {
        orders = pool(Integer.parseInt(args[0]));
        var context = (ServletWebServerApplicationContext) SpringApplication.run(
                LoadedShop.class,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--server.tomcat.keep-alive-timeout=2s",
                "--server.tomcat.max-keep-alive-requests=60",
                "--spring.main.banner-mode=off");
        port = context.getWebServer().getPort();
        load(Integer.parseInt(args[1]));
        context.close();
        orders.close();
        System.exit(0);
    }

    private static HikariDataSource pool(int database) {
        HikariConfig configuration = new HikariConfig();
        configuration.setPoolName("orders");
        configuration.setDriverClassName("dev.lastack.it.programs.pooldriver.EchoDriver");
        configuration.setJdbcUrl("jdbc:echo:" + database);
        configuration.setMinimumIdle(20);
        configuration.setMaximumPoolSize(20);
        return new HikariDataSource(configuration);
    }

    private static void load(int seconds) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            boolean rests = i % 2 == 0;
            all.add(threads.submit(() -> work(client, end, rests)));
        }
        int done = 0;
        for (Future<Integer> one : all) {
            done += one.get();
        }
        System.out.println("DONE " + done);
        threads.shutdown();
    }

    private static int work(HttpClient client, long end, boolean rests) throws Exception {
        int done = 0;
        while (System.nanoTime() < end) {
            get(client, "/orders/" + done);
            if (done % 5 == 0) {
                get(client, "/prices/" + done);
            }
            done++;
            Thread.sleep(rests && done % 25 == 0 ? 2_500 : 2);
        }
        return done;
    }

    private static void get(HttpClient client, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        int status = client.send(request, BodyHandlers.ofString()).statusCode();
        if (status != 200) {
            throw new IllegalStateException(path + ": " + status);
        }
    }
}
