package io.tuplewatch.reuse;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.Use;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A use and its tuple's past.
 *
 * @param previous the use whose last packet counts; null if none was seen; not {@link Use#recorded}
 *     if the recording does not hold it and the agent remembered it, with its end for a last packet
 * @param gap start minus the end of {@code previous}, ns, 0 or more; unknown ({@link Use#UNKNOWN})
 *     without a previous use, if {@code idleAtMost}, and in an overlap
 * @param idle start minus the last packet of {@code previous}, ns, 0 or more; unknown without a
 *     previous use and in an overlap
 * @param idleAtMost {@code idle} is an upper bound: the close of {@code previous} was not recorded,
 *     or a time since then was not, in which the tuple may have been used again
 * @param workedBefore the tuple had worked, and since then every idle was below W
 * @param history unbroken recording of this JVM before the use, ns
 */
public record ClassifiedUse(
    Use use,
    UseKind kind,
    @Nullable Use previous,
    long gap,
    long idle,
    boolean idleAtMost,
    boolean workedBefore,
    long history)
    implements Serializable {

  /** No answer, refused, reset, or rejected after a SYN. */
  public boolean failed() {
    return use.result() == AttemptResult.FAILED;
  }

  /** An early reuse that failed although its tuple had worked before. */
  public boolean failedEarlyReuse() {
    return kind == UseKind.EARLY_REUSE && failed() && workedBefore;
  }
}
