package dev.lastack.bench;

import java.lang.management.ManagementFactory;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A Spring Boot application with a web server, as the starter brings it. Prints, once it is ready, the nanoseconds since
 * the JVM began, agents included, and those of processor time.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class SpringApplicationMain {

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(SpringApplicationMain.class, Hello.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setDefaultProperties(Map.of("server.port", "0", "logging.level.root", "warn"));
        application.run(args);
        long millis = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        System.out.println(millis * 1_000_000 + " " + LoadMain.cpuNanos());
        System.exit(0);
    }

    @RestController
    static class Hello {
        @GetMapping("/")
        String hello() {
            return "hello";
        }
    }
}
