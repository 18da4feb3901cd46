package dev.lastack.track.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ServletPatternsTest {

    private static final List<String> PATTERNS = List.of("/a", "/a/*", "/a/b/*", "*.do", "/");

    @Test
    void patternIsFound_asTheSpecificationOrders() {
        assertThat(ServletPatterns.matching(PATTERNS, "/a")).isEqualTo("/a");
        assertThat(ServletPatterns.matching(PATTERNS, "/a/x")).isEqualTo("/a/*");
        assertThat(ServletPatterns.matching(PATTERNS, "/a/b/secret")).isEqualTo("/a/b/*");
        assertThat(ServletPatterns.matching(PATTERNS, "/c/secret.do")).isEqualTo("*.do");
        assertThat(ServletPatterns.matching(PATTERNS, "/secret")).isEqualTo("/");
    }

    @Test
    void pathItself_isNeverTold() {
        assertThat(ServletPatterns.matching(List.of("/a", "/b"), "/secret")).isNull();
        assertThat(ServletPatterns.matching(List.of("/a", "/b"), null)).isNull();
        assertThat(ServletPatterns.matching(List.of("/only/*"), null)).isEqualTo("/only/*");
    }

    @Test
    void verbGivesTheMethod_andAnythingElseHarmlessNames() {
        assertThat(ServletPatterns.methods("DELETE")).startsWith("doDelete", "service");
        assertThat(ServletPatterns.methods(null)).startsWith("service");
        assertThat(ServletPatterns.methods("")).startsWith("service");
    }

    @Test
    void routeHasVerbsOfTheStandardsOnly() {
        assertThat(Reading.route("GET", "/events")).isEqualTo("GET /events");
        assertThat(Reading.route("SECRET", "/events")).isEqualTo("/events");
        assertThat(Reading.route(null, "events")).isEqualTo("/events");
        assertThat(Reading.route("GET", null)).isNull();
        assertThat(Reading.route("GET", "")).isNull();
    }
}
