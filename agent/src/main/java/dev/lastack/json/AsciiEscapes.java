package dev.lastack.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import org.jspecify.annotations.Nullable;

/** Escapes all but printable ASCII: what JSON must escape, DEL, and everything above. */
final class AsciiEscapes extends CharacterEscapes {

    private static final long serialVersionUID = 1;
    private static final int DEL = 127;

    private final int[] codes = standardAsciiEscapesForJSON();

    private AsciiEscapes() {
        codes[DEL] = ESCAPE_STANDARD;
    }

    static void in(JsonGenerator generator) {
        generator.setCharacterEscapes(new AsciiEscapes());
        generator.setHighestNonEscapedChar(DEL);
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return codes.clone();
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
        return null; // as JSON has it
    }
}
