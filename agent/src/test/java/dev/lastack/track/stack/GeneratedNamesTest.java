package dev.lastack.track.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratedNamesTest {

    @ParameterizedTest
    @CsvSource({
        "acme.Shop, acme.Shop",
        "acme.Shop$Inner, acme.Shop$Inner",
        "acme.Shop$$Lambda$14/0x0000000800c03000, acme.Shop$$Lambda",
        "acme.Shop$$Lambda/0x0000000800c03000, acme.Shop$$Lambda",
        "jdk.proxy2.$Proxy17, jdk.proxy2.$Proxy",
        "acme.Proxy$ProxyType, acme.Proxy$ProxyType",
        "acme.Shop$$EnhancerBySpringCGLIB$$1a2b3c, acme.Shop$$EnhancerBy",
        "acme.Shop$$SpringCGLIB$$0, acme.Shop$$SpringCGLIB",
        "acme.Shop$MockitoMock$123456, acme.Shop$MockitoMock$",
        "acme.Shop$ByteBuddy$aBcD, acme.Shop$ByteBuddy$",
        "acme.Shop$HibernateProxy$aBcD, acme.Shop$HibernateProxy$"
    })
    void numbersOfGeneratedClasses_areDropped(String name, String stripped) {
        assertThat(GeneratedNames.strip(name)).isEqualTo(stripped);
    }
}
