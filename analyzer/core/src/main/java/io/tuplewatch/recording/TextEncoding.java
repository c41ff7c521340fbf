package io.tuplewatch.recording;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How a text is encoded: the byte that comes first (OpenJDK, jdk.jfr.internal.consumer). */
final class TextEncoding {

  static final byte NULL = 0;
  static final byte EMPTY = 1;

  /** A varint that names the text in the constant pool. */
  static final byte POOL = 2;

  static final byte UTF_8 = 3;

  /** A count, and as many UTF-16 units as varints. */
  static final byte CHARS = 4;

  static final byte LATIN_1 = 5;

  private TextEncoding() {}

  /**
   * The text encoded in {@code bytes} from {@code from} to {@code to}, which must be well-formed;
   * null for one in the pool.
   */
  static @Nullable String decode(byte[] bytes, int from, int to) {
    byte encoding = bytes[from];
    if (encoding == NULL || encoding == POOL) {
      return null;
    }
    if (encoding == EMPTY) {
      return "";
    }
    int content = from + 1;
    while (bytes[content] < 0) {
      content++; // the length, which is known
    }
    content++;
    return switch (encoding) {
      case UTF_8 -> new String(bytes, content, to - content, StandardCharsets.UTF_8);
      case LATIN_1 -> new String(bytes, content, to - content, StandardCharsets.ISO_8859_1);
      default -> chars(bytes, content, to);
    };
  }

  /** The id in the pool of a text encoded as {@link #POOL}. */
  static long poolId(byte[] bytes, int from) {
    long id = 0;
    int i = from + 1;
    int shift = 0;
    byte b;
    do {
      b = bytes[i++];
      id |= (shift == 56 ? b & 0xFFL : b & 0x7FL) << shift;
      shift += 7;
    } while (b < 0 && shift < 63);
    return id;
  }

  private static String chars(byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; ) {
      int unit = 0;
      int shift = 0;
      byte b;
      do {
        b = bytes[i++];
        unit |= (b & 0x7F) << shift;
        shift += 7;
      } while (b < 0 && i < to);
      text.append((char) unit);
    }
    return text.toString();
  }
}
