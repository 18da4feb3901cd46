package dev.lastack.cli.command;

import dev.lastack.cli.exit.Failure;
import dev.lastack.report.document.ReportDocument;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A JSON report that the command line names, of this machine or of another. */
final class JsonReportFile {

    private JsonReportFile() {}

    static ReportDocument read(Path file) throws Failure {
        try {
            return ReportDocument.read(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw cannotRead(file, "no such file");
        } catch (AccessDeniedException e) {
            throw cannotRead(file, "not allowed");
        } catch (IOException e) {
            throw cannotRead(file, String.valueOf(e.getMessage()));
        }
    }

    private static Failure cannotRead(Path file, String reason) {
        return new Failure("cannot read " + file + ": " + reason);
    }
}
