package dev.lastack.report.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.report.document.CodeSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceRootsTest {

    @TempDir
    private Path repository;

    @BeforeEach
    void sources() throws IOException {
        for (String file : List.of(
                ".git/HEAD",
                "src/main/java/com/acme/App.java",
                "orders/src/main/java/com/acme/orders/Prices.java",
                "orders/src/test/java/com/acme/orders/PricesTest.java",
                "web/ui/src/main/kotlin/com/acme/web/Page.kt",
                "web/api/src/main/kotlin/api/Short.kt",
                "jobs/src/main/scala/com/acme/jobs/Nightly.scala",
                "generated/com/acme/Gen.java",
                "target/src/main/java/com/acme/Copy.java")) {
            Path path = repository.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.App, App.java, src/main/java/com/acme/App.java",
        "com.acme.App$Inner$1, App.java, src/main/java/com/acme/App.java",
        "com.acme.orders.Prices, Prices.java, orders/src/main/java/com/acme/orders/Prices.java",
        "com.acme.orders.PricesTest, PricesTest.java, orders/src/test/java/com/acme/orders/PricesTest.java",
        "com.acme.web.PageKt, Page.kt, web/ui/src/main/kotlin/com/acme/web/Page.kt",
        "com.acme.api.Short, Short.kt, web/api/src/main/kotlin/api/Short.kt",
        "com.acme.jobs.Nightly, Nightly.scala, jobs/src/main/scala/com/acme/jobs/Nightly.scala",
        "com.acme.Gen, Gen.java, com/acme/Gen.java",
        "com.acme.Copy, Copy.java, com/acme/Copy.java",
        "org.lib.Thing, Thing.java, org/lib/Thing.java",
    })
    void fileOfTheRepository_byDefault(String className, String file, String path) {
        assertThat(SourceRoots.below(repository).pathOf(site(className, file))).isEqualTo(path);
    }

    @Test
    void fromAModule_pathsAreTheRepositorys() {
        assertThat(SourceRoots.below(repository.resolve("orders"))
                        .pathOf(site("com.acme.orders.Prices", "Prices.java")))
                .isEqualTo("orders/src/main/java/com/acme/orders/Prices.java");
    }

    @Test
    void rootsThatAreNamed_areTheOnlyOnes() {
        SourceRoots roots = SourceRoots.of(repository, List.of(Path.of("generated")));

        assertThat(roots.pathOf(site("com.acme.Gen", "Gen.java"))).isEqualTo("generated/com/acme/Gen.java");
        assertThat(roots.has(site("com.acme.App", "App.java"))).isFalse();
    }

    /** A class file says what its source is called, and whoever wrote it says what he likes. */
    @ParameterizedTest
    @CsvSource({"com.acme.A, ../../../../.git/HEAD", "com.acme.A, /etc/passwd", "......A, x.java"})
    void nameThatLeadsOut_isNotFollowed(String className, String file) {
        assertThat(SourceRoots.below(repository).has(site(className, file))).isFalse();
    }

    @Test
    void frameWithoutSource_hasNoPath() {
        assertThat(SourceRoots.below(repository).pathOf(new CodeSite("a.B", "c", null, 0)))
                .isNull();
    }

    private static CodeSite site(String className, String file) {
        return new CodeSite(className, "m", file, 1);
    }
}
