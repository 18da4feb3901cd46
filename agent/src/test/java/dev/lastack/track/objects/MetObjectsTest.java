package dev.lastack.track.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetObjectsTest {

    private final MetObjects registry = new MetObjects();

    @Test
    void pool_isToldOnce_howeverOftenItIsMet() {
        Object pool = new Object();
        registry.met(pool);
        registry.met(pool);

        assertThat(registry.living()).containsExactly(pool);
        assertThat(registry.missed()).isZero();
    }

    @Test
    void nobody_isNoPool() {
        registry.met(null);

        assertThat(registry.living()).isEmpty();
    }

    @Test
    void pool_isNotKept() throws InterruptedException {
        WeakReference<Object> forgotten = forgottenPool();
        for (int i = 0; i < 50 && !forgotten.refersTo(null); i++) {
            System.gc();
            Thread.sleep(10); // the collector has no other sign
        }

        assertThat(forgotten.refersTo(null)).isTrue();
        assertThat(registry.living()).isEmpty();
    }

    private WeakReference<Object> forgottenPool() {
        Object pool = new Object();
        registry.met(pool);
        return new WeakReference<>(pool);
    }

    @Test
    void tooMany_areCountedAndLeftOut() {
        List<Object> pools = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            Object pool = new Object();
            pools.add(pool);
            registry.met(pool);
        }

        assertThat(registry.living()).hasSizeBetween(3_000, 4_096);
        assertThat(registry.living().size() + registry.missed()).isEqualTo(20_000);
        assertThat(pools).hasSize(20_000); // they live until here
    }
}
