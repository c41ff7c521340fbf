package io.tuplewatch.recording.format;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The type descriptions read last: chunks of one recording mostly have the same. Told by all of
 * their bytes. Thread-safe.
 */
public final class MetadataCache {

  /** Longer descriptions are parsed anew. */
  private static final long LONGEST = 4 << 20;

  private static final class Known {
    final byte[] bytes;
    final Metadata metadata;

    Known(byte[] bytes, Metadata metadata) {
      this.bytes = bytes;
      this.metadata = metadata;
    }
  }

  private final AtomicReference<@Nullable Known> last = new AtomicReference<>();

  /** The metadata event at {@code position}. */
  public Metadata read(ChunkInput in, long position) throws IOException {
    Metadata.seek(in, position);
    if (in.remaining() > LONGEST) {
      return Metadata.read(in);
    }
    int length = (int) in.remaining();
    in.limit(in.position() + length, LONGEST);
    Known known = last.get();
    if (known != null
        && Arrays.equals(
            known.bytes, 0, known.bytes.length, in.window(), in.at(), in.at() + length)) {
      return known.metadata;
    }
    byte[] bytes = Arrays.copyOfRange(in.window(), in.at(), in.at() + length);
    Metadata metadata = Metadata.read(in);
    last.set(new Known(bytes, metadata));
    return metadata;
  }
}
