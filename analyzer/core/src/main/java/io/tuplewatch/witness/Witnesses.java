package io.tuplewatch.witness;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What others saw of the failed connects.
 *
 * @param captures null without any
 * @param log null without any
 */
public record Witnesses(@Nullable CaptureEvidence captures, @Nullable LogEvidence log)
    implements Serializable {

  /** Nobody was asked. */
  public static final Witnesses NONE = new Witnesses(null, null);

  /** Whether anybody was asked. */
  public boolean any() {
    return captures != null || log != null;
  }

  /** The packets of the connect at an index among the uses. */
  public SeenPackets packets(int index) {
    return captures == null ? SeenPackets.NOTHING : captures.packets(index);
  }

  /** What the log says of the connect at an index among the uses; null if nothing. */
  public LogEvidence.@Nullable Blocked blocked(int index) {
    return log == null ? null : log.blocked(index);
  }
}
