package dev.lastack.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastack.instrument.weave.HookedType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypeIndexTest {

    private final HookedType boot = HookedType.boot("sun.nio.ch.Net").hooks();
    private final HookedType platform =
            HookedType.platform("jdk.internal.net.http.X").hooks();
    private final HookedType netty = HookedType.anywhere("netty.channel.C").hooks();
    private final HookedType request = HookedType.implementationOf("Request").hooks();
    private final HookedType library = HookedType.library("com.acme.pool.Pool").hooks();
    private final List<HookedType> types = List.of(boot, platform, netty, request, library);
    private final TypeIndex index = new TypeIndex(types, '/');
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
    void libraryOfOneName_isFoundInAnyLoaderOfTheApplication() {
        assertThat(index.find(application, "com/acme/pool/Pool")).isSameAs(library);
        assertThat(index.find(null, "com/acme/pool/Pool")).isNull();
        assertThat(index.find(application, "shaded/com/acme/pool/Pool")).isNull();
    }

    @Test
    void implementation_isLookedForInRequestsOfAnyLoaderButTheBootLoader() {
        assertThat(index.find(application, "com/acme/RequestFacade")).isSameAs(request);
        assertThat(index.find(application, "com/acme/Request")).isSameAs(request);
        assertThat(index.find(null, "com/acme/Request")).isNull();
        assertThat(index.find(application, "com/acme/Requests/Other")).isNull();
    }

    /** As a class that is loaded gives its own name. */
    @Test
    void namesWithDots_areFoundLikeThoseWithSlashes() {
        TypeIndex ofLoaded = new TypeIndex(types, '.');

        assertThat(ofLoaded.find(null, "sun.nio.ch.Net")).isSameAs(boot);
        assertThat(ofLoaded.find(application, "com.acme.pool.Pool")).isSameAs(library);
        assertThat(ofLoaded.find(application, "com.acme.shaded.netty.channel.C"))
                .isSameAs(netty);
        assertThat(ofLoaded.find(application, "io.mynetty.channel.C")).isNull();
        assertThat(ofLoaded.find(application, "com.acme.RequestFacade")).isSameAs(request);
        assertThat(ofLoaded.find(application, "com.acme.Requests.Other")).isNull();
        assertThat(ofLoaded.find(null, "sun/nio/ch/Net")).isNull();
    }

    @Test
    void classWithoutAName_isNotFound() {
        assertThat(index.find(null, null)).isNull();
    }

    @Test
    void typeAnywhere_thatTheQuickLookWouldMiss_isRefused() {
        HookedType lost = HookedType.anywhere("jetty.C").hooks();

        assertThatThrownBy(() -> new TypeIndex(List.of(lost), '/')).isInstanceOf(IllegalArgumentException.class);
    }
}
