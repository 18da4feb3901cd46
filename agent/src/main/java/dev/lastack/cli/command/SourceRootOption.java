package dev.lastack.cli.command;

import dev.lastack.report.source.SourceRoots;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Where the sources are, for formats that name files of a repository. */
final class SourceRootOption {

    @Option(
            names = "--source-root",
            paramLabel = "DIR",
            description = {
                "A folder of sources, for file names in .sarif, .md and annotations. May be repeated. Without it:"
                        + " src/main/java and its like, here and in the modules below."
            })
    private List<Path> folders = List.of();

    SourceRoots roots() {
        Path here = Path.of("");
        return folders.isEmpty() ? SourceRoots.below(here) : SourceRoots.of(here, folders);
    }
}
