package io.tuplewatch.recording;

import io.tuplewatch.columns.LongIds;
import io.tuplewatch.columns.RowIds;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the different texts (hosts, addresses, messages, call sites) that are handed on from all
 * chunks together: those that come when it is reached become null. Texts are told by 64 bits of a
 * hash that is seeded anew in every process. Not thread-safe.
 */
public final class TextLimit {

  /** What a text of no length costs here and where it goes, bytes. */
  private static final int EACH = 160;

  private final LongIds known = new LongIds();
  private long left;
  private long lost;

  /** Texts of about so many bytes, two of which are taken for a char. */
  TextLimit(long bytes) {
    this.left = bytes;
  }

  /** An eighth of the largest heap. */
  public static TextLimit ofHeap() {
    return new TextLimit(Runtime.getRuntime().maxMemory() / 8);
  }

  public void apply(ChunkEvents events) {
    lost += events.dictionary().texts().keepOnly(this::keep);
  }

  private boolean keep(String text) {
    long hash = hash(text);
    if (known.find(hash) < 0) {
      long cost = EACH + 2L * text.length();
      if (cost > left) {
        return false;
      }
      left -= cost;
      known.idOf(hash);
    }
    return true;
  }

  private static long hash(String text) {
    long hash = text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = RowIds.mix(hash ^ text.charAt(i));
    }
    return hash;
  }

  /** Says how many texts of a file were left out since it was last asked; null if none was. */
  public @Nullable Problem problemOf(Path file) {
    long count = lost;
    lost = 0;
    return count == 0
        ? null
        : Problem.ofFile(
            file,
            "has more different hosts, addresses, messages or call sites than fit in memory: "
                + count
                + (count == 1 ? " was" : " were")
                + " left out",
            "raise java -Xmx");
  }
}
