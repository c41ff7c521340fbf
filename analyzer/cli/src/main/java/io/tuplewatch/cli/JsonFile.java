package io.tuplewatch.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/** Where {@code --json} goes: a file, or standard output for {@code -}. */
final class JsonFile {

  /** Writes the document. */
  @FunctionalInterface
  interface Content {
    void write(Writer out) throws IOException;
  }

  private JsonFile() {}

  /**
   * Writes the document; {@code standardOutput} stays open.
   *
   * @throws UnusableInput if the file cannot be written
   */
  static void write(String file, Writer standardOutput, Content content) throws UnusableInput {
    try {
      if (file.equals("-")) {
        content.write(standardOutput);
        return;
      }
      CompleteFile.write(Path.of(file), content);
    } catch (IOException | IllegalArgumentException e) {
      throw UnusableInput.of(file, reason(e) + "; name another file");
    }
  }

  /** Why a file or directory that was to be written could not be. */
  static String reason(Exception e) {
    if (e instanceof NoSuchFileException) {
      return "cannot be written: its directory does not exist";
    }
    String cause = e instanceof FileSystemException fs ? fs.getReason() : e.getMessage();
    return "cannot be written: " + Objects.requireNonNullElse(cause, "no permission");
  }
}
