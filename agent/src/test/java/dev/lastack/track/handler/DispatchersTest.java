package dev.lastack.track.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.snapshot.Handled;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Stack;
import java.util.List;
import org.junit.jupiter.api.Test;

class DispatchersTest {

    private static final Site WAITS = new Site("com.shop.Ledger", "balance", "Ledger.java", 12, true);
    private static final Site HANDLER = new Site("com.shop.Orders", "order", "Orders.java", 31, true);
    private static final Site FILTER = new Site("com.shop.Tracing", "filter", "Tracing.java", 7, true);
    private static final Site ROUTING = new Site(
            "io.helidon.webserver.http.HttpRouting$RoutingExecutor", "doRoute", "HttpRouting.java", 382, false);
    private static final Site LIBRARY =
            new Site("io.helidon.webserver.http.Filters", "proceed", "Filters.java", 9, false);

    @Test
    void handler_isWhatTheServerCalls_notWhereItStands_norAFilterBeforeIt() {
        Handled handled = Dispatchers.of(new Stack(List.of(WAITS, HANDLER, ROUTING, LIBRARY, FILTER, LIBRARY)));

        assertThat(handled).isNotNull();
        assertThat(handled.site()).hasToString("com.shop.Orders.order(Orders.java)");
        assertThat(handled.route()).isNull();
    }

    @Test
    void elsewhere_nobodyKnows() {
        assertThat(Dispatchers.of(new Stack(List.of(WAITS, FILTER, LIBRARY)))).isNull();
        assertThat(Dispatchers.of(new Stack(List.of(LIBRARY, ROUTING, LIBRARY))))
                .isNull();
        assertThat(Dispatchers.of(new Stack(List.of(ROUTING)))).isNull();
        assertThat(Dispatchers.of(Stack.EMPTY)).isNull();
    }
}
