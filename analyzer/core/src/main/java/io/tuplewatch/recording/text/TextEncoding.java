package io.tuplewatch.recording.text;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How a text is encoded: the byte that comes first (OpenJDK, jdk.jfr.internal.consumer). */
public final class TextEncoding {

  public static final byte NULL = 0;
  public static final byte EMPTY = 1;

  /** A varint that names the text in the constant pool. */
  public static final byte POOL = 2;

  public static final byte UTF_8 = 3;

  /** A count, and as many UTF-16 units as varints. */
  public static final byte CHARS = 4;

  public static final byte LATIN_1 = 5;

  private TextEncoding() {}

  /**
   * The text encoded in {@code bytes} from {@code from} to {@code to}, which must be well-formed;
   * null for one in the pool.
   */
  public static @Nullable String decode(byte[] bytes, int from, int to) {
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

  /**
   * Bytes of the text at {@code at}, which must end at {@code end} or before; below 0 if it does
   * not, or has an encoding that is not known. A word must be there to look at behind the end.
   */
  public static int length(byte[] bytes, int at, int end) {
    int encoding = bytes[at];
    if (encoding == NULL || encoding == EMPTY) {
      return 1;
    }
    int content = at + 1 + Varint.length(bytes, at + 1);
    if (encoding == POOL) {
      return content - at;
    }
    long count = Varint.value(bytes, at + 1, content - at - 1);
    if (encoding < 0 || encoding > LATIN_1 || count < 0 || count > end - content) {
      return -1;
    }
    return encoding == CHARS
        ? endOfChars(bytes, content, (int) count, end) - at
        : content + (int) count - at;
  }

  /** Chars are a byte each as long as they are ASCII: these are passed by the word. */
  private static int endOfChars(byte[] bytes, int from, int count, int end) {
    int at = from;
    int left = count;
    while (left >= ByteStrings.WORD && (ByteStrings.word(bytes, at) & Varint.HIGH_BITS) == 0) {
      at += ByteStrings.WORD;
      left -= ByteStrings.WORD;
    }
    for (; left > 0 && at < end; left--) {
      at += bytes[at] >= 0 ? 1 : Varint.length(bytes, at);
    }
    return left == 0 ? at : end + 1;
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
