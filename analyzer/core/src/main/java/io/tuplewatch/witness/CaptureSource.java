package io.tuplewatch.witness;

import java.nio.file.Path;

/** A capture, and at which end of the path it was taken. */
public record CaptureSource(Side side, Path file) {

  /** An end of the path. */
  public enum Side {
    /** The host of the JVM, in its network namespace. */
    CLIENT,
    /** The host that the connects are for, or the link before it. */
    SERVER
  }
}
