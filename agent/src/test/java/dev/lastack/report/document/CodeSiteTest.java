package dev.lastack.report.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeSiteTest {

    @ParameterizedTest
    @CsvSource({
        "com.acme.A.b(A.java:7), com.acme.A, b, A.java, 7, com/acme/",
        "A.<init>(A.kt:12), A, <init>, A.kt, 12, ''",
        "com.acme.A$B.lambda$c$0(A.java:9), com.acme.A$B, lambda$c$0, A.java, 9, com/acme/",
        "com.acme.A.b(A.scala), com.acme.A, b, A.scala, 0, com/acme/",
        "com.acme.A.b(odd(name):x.java:7), com.acme.A, b, odd(name):x.java, 7, com/acme/",
        "com.acme.A.b(Unknown Source), com.acme.A, b, , 0, com/acme/",
    })
    void frame_isReadAndWrittenAgain(
            String frame, String className, String method, String file, int line, String folder) {
        CodeSite site = CodeSite.parse(frame);

        assertThat(site).isEqualTo(new CodeSite(className, method, file, line)).hasToString(frame);
        assertThat(site.folder()).isEqualTo(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a.b", "()", "a.b(", "(a.java:1)"})
    void whatIsNoFrame_isNone(String text) {
        assertThat(CodeSite.parse(text)).isNull();
    }

    /** The compiler's numbers move with every lambda above. */
    @ParameterizedTest
    @CsvSource({
        "a.A.b(A.java:7), a.A.b",
        "a.A.lambda$b$3(A.java:7), a.A.lambda$b",
        "a.A.lambda$b$c$12(A.java:7), a.A.lambda$b$c",
        "a.A.access$000(A.java:7), a.A.access$000"
    })
    void stableName_hasNoLineAndNoLambdaNumber(String frame, String name) {
        assertThat(CodeSite.parse(frame).stableName()).isEqualTo(name);
    }
}
