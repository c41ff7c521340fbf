package io.tuplewatch.report;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import org.jspecify.annotations.Nullable;

/**
 * JSON's own escapes, DEL, the one ASCII control character that JSON lets through, and what else
 * would act where the JSON stands. Immutable.
 */
public final class AsciiEscapes extends CharacterEscapes {

  private static final long serialVersionUID = 1;
  private static final char DEL = 0x7F;

  private final int[] codes = standardAsciiEscapesForJSON();

  /** Those of JSON, of DEL, and of these ASCII characters. */
  public AsciiEscapes(char... harmful) {
    codes[DEL] = ESCAPE_STANDARD;
    for (char each : harmful) {
      codes[each] = ESCAPE_STANDARD;
    }
  }

  @Override
  public int[] getEscapeCodesForAscii() {
    return codes.clone();
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int character) {
    return null;
  }
}
