package io.tuplewatch.witness;

import java.io.IOException;
import java.nio.file.Path;

/** A file is no capture, or cannot be opened. */
public final class UnusableCaptureException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient Path file;
  private final IOException reason;

  UnusableCaptureException(Path file, IOException cause) {
    super(cause);
    this.file = file;
    this.reason = cause;
  }

  /** Which file. */
  public Path file() {
    return file;
  }

  /** Why. */
  public IOException reason() {
    return reason;
  }
}
