package dev.lastack.cli.command;

import dev.lastack.text.Version;
import picocli.CommandLine.IVersionProvider;

/** Gives the line that {@code -V} prints: {@code lastack 0.1.0}. */
final class VersionLine implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"lastack " + Version.CURRENT};
    }
}
