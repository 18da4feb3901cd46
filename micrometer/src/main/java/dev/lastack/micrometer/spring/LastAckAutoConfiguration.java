package dev.lastack.micrometer.spring;

import dev.lastack.micrometer.LastAckAgent;
import dev.lastack.micrometer.LastAckMetrics;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Meters for every registry, where Micrometer is there, and the endpoint, where the actuator is and
 * {@code management.endpoints.web.exposure.include} names it. By names that Spring Boot 3 and 4 have in common.
 */
@AutoConfiguration
public class LastAckAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    LastAckAgent lastAckAgent() {
        return new LastAckAgent();
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "io.micrometer.core.instrument.binder.MeterBinder")
    static class Meters {

        @Bean
        @ConditionalOnMissingBean
        LastAckMetrics lastAckMetrics() {
            return new LastAckMetrics();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(
            name = "org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint")
    static class Endpoint {

        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnAvailableEndpoint
        LastAckEndpoint lastAckEndpoint(LastAckAgent agent) {
            return new LastAckEndpoint(agent);
        }
    }
}
