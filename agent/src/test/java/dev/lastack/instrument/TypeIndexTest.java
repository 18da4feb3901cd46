package dev.lastack.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypeIndexTest {

    private final TypeInstrumentation boot = type("sun.nio.ch.Net", TypeInstrumentation.Home.BOOT);
    private final TypeInstrumentation platform = type("jdk.internal.net.http.X", TypeInstrumentation.Home.PLATFORM);
    private final TypeInstrumentation netty = type("netty.channel.C", TypeInstrumentation.Home.ANYWHERE);
    private final TypeInstrumentation request = type("Request", TypeInstrumentation.Home.IMPLEMENTATION);
    private final TypeIndex index = new TypeIndex(List.of(boot, platform, netty, request));
    private final ClassLoader application = getClass().getClassLoader();

    @Test
    void bootType_isFoundInTheBootLoaderOnly() {
        assertThat(index.find(null, "sun/nio/ch/Net")).isSameAs(boot);
        assertThat(index.find(ClassLoader.getPlatformClassLoader(), "sun/nio/ch/Net"))
                .isNull();
        assertThat(index.find(application, "sun/nio/ch/Net")).isNull();
    }

    @Test
    void platformType_isFoundInTheJdksLoaders() {
        assertThat(index.find(null, "jdk/internal/net/http/X")).isSameAs(platform);
        assertThat(index.find(ClassLoader.getPlatformClassLoader(), "jdk/internal/net/http/X"))
                .isSameAs(platform);
        assertThat(index.find(application, "jdk/internal/net/http/X")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io/netty/channel/C",
                "io/grpc/netty/shaded/io/netty/channel/C",
                "com/acme/shaded/netty/channel/C",
                "netty/channel/C"
            })
    void libraryType_isFoundUnderAnyPrefix_inAnyLoader(String name) {
        assertThat(index.find(application, name)).isSameAs(netty);
        assertThat(index.find(null, name)).isSameAs(netty);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"io/netty/channel/CD", "io/netty/C", "io/mynetty/channel/C", "netty/", "io/netty/channel/C$1"})
    void otherNames_areNotFound(String name) {
        assertThat(index.find(application, name)).isNull();
    }

    @Test
    void implementation_isLookedForInRequestsOfAnyLoaderButTheBootLoader() {
        assertThat(index.find(application, "com/acme/RequestFacade")).isSameAs(request);
        assertThat(index.find(application, "com/acme/Request")).isSameAs(request);
        assertThat(index.find(null, "com/acme/Request")).isNull();
        assertThat(index.find(application, "com/acme/Requests/Other")).isNull();
    }

    @Test
    void classWithoutAName_isNotFound() {
        assertThat(index.find(null, null)).isNull();
    }

    @Test
    void typeAnywhere_thatTheQuickLookWouldMiss_isRefused() {
        TypeInstrumentation lost = type("jetty.C", TypeInstrumentation.Home.ANYWHERE);

        assertThatThrownBy(() -> new TypeIndex(List.of(lost))).isInstanceOf(IllegalArgumentException.class);
    }

    private static TypeInstrumentation type(String name, TypeInstrumentation.Home home) {
        return new TypeInstrumentation() {
            @Override
            public String typeName() {
                return name;
            }

            @Override
            public List<Hook> hooks() {
                return List.of();
            }

            @Override
            public Home home() {
                return home;
            }
        };
    }
}
