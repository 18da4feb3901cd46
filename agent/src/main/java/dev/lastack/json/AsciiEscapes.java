package dev.lastack.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import org.jspecify.annotations.Nullable;

/** Escapes all but printable ASCII: what JSON must escape, DEL, and everything above; in HTML also what is markup there. */
final class AsciiEscapes extends CharacterEscapes {

    private static final long serialVersionUID = 1;
    private static final int DEL = 127;

    private final int[] codes = standardAsciiEscapesForJSON();

    private AsciiEscapes(String further) {
        codes[DEL] = ESCAPE_STANDARD;
        further.chars().forEach(character -> codes[character] = ESCAPE_STANDARD);
    }

    static void in(JsonGenerator generator) {
        in(generator, "");
    }

    /** No name can end the script element in which the JSON stands, nor open a comment or an element. */
    static void inHtml(JsonGenerator generator) {
        in(generator, "<>&");
    }

    private static void in(JsonGenerator generator, String further) {
        generator.setCharacterEscapes(new AsciiEscapes(further));
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
