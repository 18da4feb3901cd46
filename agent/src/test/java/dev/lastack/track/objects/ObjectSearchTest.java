package dev.lastack.track.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ObjectSearchTest {

    private final ObjectSearch search = new ObjectSearch(new Fields(), 5, 100);

    record Node(Object next) {}

    record Wanted(String name) {}

    @Test
    void nearest_isFoundThroughFieldsListsAndReferences() {
        Wanted far = new Wanted("far");
        Wanted near = new Wanted("near");
        Node start = new Node(List.of(new Node(new AtomicReference<>(near)), new Node(new Node(new Node(far)))));

        assertThat(search.nearest(start, Wanted.class::isInstance, object -> false))
                .isSameAs(near);
    }

    @Test
    void whatIsShared_isNotGoneThrough() {
        Node shared = new Node(new Wanted("of another"));

        assertThat(search.nearest(new Node(shared), Wanted.class::isInstance, object -> object == shared))
                .isNull();
    }

    @Test
    void whatIsTooFar_isNotFound() {
        Object chain = new Wanted("far");
        for (int i = 0; i < 10; i++) {
            chain = new Node(chain);
        }

        assertThat(search.nearest(chain, Wanted.class::isInstance, object -> false))
                .isNull();
    }

    @Test
    void circle_ends() {
        Object[] circle = new Object[1];
        circle[0] = new Node(circle);

        assertThat(search.nearest(circle, Wanted.class::isInstance, object -> false))
                .isNull();
    }
}
