package dev.lastack.it.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Languages that a program is made to speak, in a folder of the test's own ({@code LOCPATH}): few machines have another
 * than their own. Needs {@code localedef}, the definitions (Debian's {@code locales}) and the C library's translations
 * ({@code libc-l10n}).
 */
public final class Locales {

    private static final Path DEFINITIONS = Path.of("/usr/share/i18n/locales");
    private static final Path TRANSLATIONS = Path.of("/usr/share/locale");

    private Locales() {}

    /** Null where it can be had; else what is missing, for people. */
    public static @Nullable String missing(String locale) {
        if (isBuiltIn(locale)) {
            return null;
        }
        String name = name(locale);
        if (!Files.exists(DEFINITIONS.resolve(name))) {
            return "no definition of " + name + " in " + DEFINITIONS + " (Debian: locales)";
        }
        boolean translated = Files.exists(translation(name)) || Files.exists(translation(name.substring(0, 2)));
        return translated ? null : "the C library does not speak " + name + " here (Debian: libc-l10n)";
    }

    private static Path translation(String language) {
        return TRANSLATIONS.resolve(language).resolve("LC_MESSAGES/libc.mo");
    }

    /** What the environment of a program must say. */
    public static Map<String, String> environment(String locale) throws IOException, InterruptedException {
        if (isBuiltIn(locale)) {
            return Map.of("LC_ALL", locale);
        }
        Path folder = Layout.newRunFolder("locale");
        Process making = new ProcessBuilder(
                        "localedef",
                        "-i",
                        name(locale),
                        "-f",
                        "UTF-8",
                        folder.resolve(locale).toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("localedef.txt").toFile())
                .start();
        if (!making.waitFor(Bounds.EVENT.toMillis(), TimeUnit.MILLISECONDS)
                || !Files.exists(folder.resolve(locale).resolve("LC_MESSAGES"))) {
            throw new IOException(
                    "localedef: " + Files.readString(folder.resolve("localedef.txt"), StandardCharsets.UTF_8));
        }
        return Map.of("LC_ALL", locale, "LOCPATH", folder.toString());
    }

    private static boolean isBuiltIn(String locale) {
        return locale.startsWith("C.");
    }

    private static String name(String locale) {
        return locale.substring(0, locale.indexOf('.'));
    }
}
