package dev.lastack.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.lastack.config.Settings;
import dev.lastack.config.SettingsParser;
import dev.lastack.fixture.OrderService;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JVM's end waits for its report, and for nothing that does not answer (issue 17). */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReporterTest {

    @TempDir
    private Path folder;

    private final SnapshotSource source = mock(SnapshotSource.class);
    private final CountDownLatch answers = new CountDownLatch(1);
    private final AtomicLong furtherOutputsHave = new AtomicLong();

    private Path reportAtEnd(String timeout) throws Exception {
        Path report = folder.resolve("report.txt");
        Reporter reporter =
                new Reporter(SettingsParser.parse("report=" + report + ",report-timeout=" + timeout), source);
        reporter.atEnd(deadline -> furtherOutputsHave.set(deadline - System.nanoTime()));
        reporter.writeLast();
        return report;
    }

    @Test
    void whatIsFound_isWritten() throws Exception {
        when(source.take(any())).thenReturn(OrderService.sick());

        assertThat(reportAtEnd("4m")).content().contains("close-wait/unread");
    }

    /** The connections, or their findings, take for ever. */
    @ParameterizedTest
    @ValueSource(strings = {"100ms", "1s"})
    void whatIsNotFoundInTime_isLeft_andFurtherOutputsHaveAPartOfTheTime(String timeout) throws Exception {
        when(source.take(any())).thenAnswer(call -> {
            answers.await();
            return OrderService.sick();
        });

        assertThat(reportAtEnd(timeout)).doesNotExist();
        assertThat(furtherOutputsHave.get()).isPositive();

        answers.countDown();
    }

    @Test
    void whatFails_isNoReasonToWait() throws Exception {
        when(source.take(any())).thenThrow(new IllegalStateException("planted"));

        assertThat(reportAtEnd("4m")).doesNotExist();
    }

    @Test
    void withoutAReport_nothingIsAsked() {
        new Reporter(Settings.DEFAULTS.withReports(List.of()), source).writeLast();

        verify(source, never()).take(any());
    }
}
