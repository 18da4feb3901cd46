package dev.lastack.cli.command;

import java.util.Locale;

/** Whose annotations. */
enum AnnotationStyle {
    GITHUB;

    static final String DESCRIPTION =
            "github: a line for each finding that a job of GitHub Actions shows beside the code of the pull request.";

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
