package io.tuplewatch.recording;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a file, or one chunk of it, could not be used as it should. The texts are one line each but
 * may quote the file's content: clean them before they reach a terminal.
 *
 * @param chunk number of the chunk in the file, from 1; 0 = the file as a whole
 * @param reason what is wrong, continuing "FILE: "
 * @param remedy what to do about it
 * @param dataLost whether events could not be read; false = only worth knowing
 */
public record Problem(Path file, int chunk, String reason, String remedy, boolean dataLost) {

  public static Problem ofFile(Path file, String reason, String remedy) {
    return new Problem(file, 0, reason, remedy, true);
  }

  public static Problem ofChunk(Path file, int chunk, String reason, String remedy) {
    return new Problem(file, chunk, reason, remedy, true);
  }

  Problem withFile(TextReplacement by) {
    Path renamed = renamed(file, by);
    String name = String.valueOf(file.getFileName());
    return new Problem(
        renamed,
        chunk,
        reason.replace(file.toString(), renamed.toString()).replace(name, renamed.toString()),
        remedy,
        dataLost);
  }

  static Path renamed(Path file, TextReplacement by) {
    return Path.of(by.replace(TextKind.FILE, file.toString()));
  }

  /** Null unless Flight Recorder says that it lost any. */
  public static @Nullable Problem lost(Path file, long bytes) {
    return bytes <= 0
        ? null
        : new Problem(
            file,
            0,
            "lost " + bytes + " bytes of events while it was recorded",
            "record fewer kinds of events, or with a larger"
                + " -XX:FlightRecorderOptions:globalbuffersize",
            false);
  }

  public static Problem unreadable(Path file, IOException e) {
    if (e instanceof NoSuchFileException) {
      return ofFile(file, "does not exist", "check the path");
    }
    if (e instanceof AccessDeniedException) {
      return ofFile(file, "may not be read", "check its permissions");
    }
    String cause = e instanceof FileSystemException fs ? fs.getReason() : e.getMessage();
    String reason = "cannot be read: " + Objects.requireNonNullElse(cause, "I/O error");
    return ofFile(file, reason, "check the path, or copy it to a local disk");
  }
}
