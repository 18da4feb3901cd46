package dev.lastack.analyze.rules.closewait;

import static dev.lastack.analyze.Findings.THRESHOLD;
import static dev.lastack.analyze.Findings.finding;
import static dev.lastack.analyze.Findings.findings;
import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.PathBuilder.server;
import static dev.lastack.fixture.Sites.appStack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.snapshot.Distribution;
import dev.lastack.snapshot.Stack;
import org.junit.jupiter.api.Test;

/** A remote that closes its half and waits for the answer is no leak as long as the answer goes out (issue 18). */
class HalfCloseTest {

    private static final Stack ANSWERS = appStack("com.acme.web.Stream.answer", 70);

    @Test
    void serverThatStillWrites_isSilent() {
        assertThat(findings(server().open(
                                connection().remoteClosed(60_000).eof(ANSWERS).lastWrite(ANSWERS, THRESHOLD - 1))))
                .isEmpty();
    }

    @Test
    void serverThatHasStoppedWriting_isReported() {
        assertThat(finding(server().open(connection()
                                .remoteClosed(60_000)
                                .eof(ANSWERS)
                                .lastWrite(ANSWERS, THRESHOLD)))
                        .rule())
                .isEqualTo("close-wait/eof-ignored");
    }

    @Test
    void writesBeforeTheRemotesClose_areNoExcuse() {
        assertThat(finding(client().open(connection().remoteClosed(THRESHOLD).lastWrite(ANSWERS, 3 * THRESHOLD)))
                        .rule())
                .isEqualTo("close-wait/unread");
    }

    /** The remote's FIN was answered for long, and the close came soon after the last write: counted as in time. */
    @Test
    void longAnswersThatAreClosedAtTheirEnd_areNotSlow() {
        assertThat(findings(server().closed(50, ANSWERS).closeWait(new Distribution(50, 7_000, 9_000, 9_500))))
                .isEmpty();
    }
}
