package io.tuplewatch.witness;

import org.jspecify.annotations.Nullable;

/**
 * What others saw of the failed connects.
 *
 * @param captures null without any
 */
public record Witnesses(@Nullable CaptureEvidence captures) {

  /** Nobody was asked. */
  public static final Witnesses NONE = new Witnesses(null);

  /** Whether anybody was asked. */
  public boolean any() {
    return captures != null;
  }

  /** The packets of the connect at a place among the uses. */
  public SeenPackets packets(int place) {
    return captures == null ? SeenPackets.NOTHING : captures.of(place);
  }
}
