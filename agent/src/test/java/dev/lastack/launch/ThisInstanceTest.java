package dev.lastack.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.snapshot.Instance;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThisInstanceTest {

    @Test
    void withoutAnything_isNothing() {
        assertThat(new ThisInstance(Map.of("HOSTNAME", "laptop"), null).instance())
                .isEqualTo(Instance.UNKNOWN);
    }

    @Test
    void resourceAttributes_nameAll() {
        assertThat(instance(Map.of(
                        "OTEL_RESOURCE_ATTRIBUTES",
                        "service.name=orders, service.version=1.4.2%2Bb7,host.name=node-3,k8s.pod.name=orders-7f9c,x")))
                .isEqualTo(new Instance("orders", "node-3", "orders-7f9c", "1.4.2+b7"));
    }

    @Test
    void serviceName_isStrongerThanTheAttribute() {
        assertThat(instance(Map.of("OTEL_SERVICE_NAME", "prices", "OTEL_RESOURCE_ATTRIBUTES", "service.name=orders"))
                        .service())
                .isEqualTo("prices");
        assertThat(instance(Map.of("OTEL_SERVICE_NAME", " ", "OTEL_RESOURCE_ATTRIBUTES", "service.name=orders"))
                        .service())
                .isEqualTo("orders");
    }

    @Test
    void hostNameVariable_isThePods_inKubernetesOnly() {
        assertThat(instance(Map.of("HOSTNAME", "orders-1", "KUBERNETES_SERVICE_HOST", "10.0.0.1"))
                        .pod())
                .isEqualTo("orders-1");
        assertThat(instance(Map.of("POD_NAME", "a", "HOSTNAME", "b", "KUBERNETES_SERVICE_HOST", "10.0.0.1"))
                        .pod())
                .isEqualTo("a");
    }

    @Test
    void plusSign_andBrokenPercentSign_stayAsTheyAre() {
        assertThat(ResourceAttributes.parse("a=1+2,b=100%,=c,d=e=f"))
                .isEqualTo(Map.of("a", "1+2", "b", "100%", "d", "e=f"));
    }

    @Test
    void longName_isCut() {
        assertThat(instance(Map.of("OTEL_SERVICE_NAME", "x".repeat(10_000))).service())
                .hasSize(255);
    }

    private static Instance instance(Map<String, String> environment) {
        return new ThisInstance(environment, "kernels-name").instance();
    }
}
