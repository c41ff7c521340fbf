package io.tuplewatch.cli;

import io.tuplewatch.report.SafeText;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * A file named by the user is of no use: one line that says which, and why. Out of a command it is
 * told, and the exit code is 1.
 */
final class UnusableInput extends Exception {

  private static final long serialVersionUID = 1;

  private UnusableInput(String message) {
    super(message);
  }

  /**
   * @param file its name, as given
   * @param problem what cannot be done with it, or what is wrong with it
   */
  static UnusableInput of(String file, String problem) {
    return new UnusableInput(SafeText.of(file) + ": " + SafeText.of(problem));
  }

  static UnusableInput of(String file, String problem, Exception cause) {
    return of(file, problem + " (" + reason(cause) + ")");
  }

  private static String reason(Exception cause) {
    if (cause instanceof NoSuchFileException) {
      return "no such file or directory";
    } else if (cause instanceof AccessDeniedException) {
      return "permission denied";
    } else if (cause instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    return String.valueOf(cause.getMessage());
  }
}
