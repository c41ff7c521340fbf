package io.tuplewatch.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is there as a whole or not at all: written beside its place, under a name with {@link
 * #SUFFIX}, then moved. After Ctrl-C nothing of it is left.
 */
final class CompleteFile {

  static final String SUFFIX = ".part";

  private CompleteFile() {}

  /** Writes {@code content} to {@code file}; at once if that is a device or a pipe. */
  static void write(Path file, JsonFile.Content content) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      writeTo(file, content);
      return;
    }
    Path target = Files.exists(file) ? file.toRealPath() : file;
    Path part = target.resolveSibling(target.getFileName() + SUFFIX);
    Thread remover = new Thread(() -> part.toFile().delete());
    addHook(remover);
    try {
      writeTo(part, content);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
      leaveToHookIfItRuns(remover);
    }
  }

  private static void writeTo(Path file, JsonFile.Content content) throws IOException {
    try (Writer writer = Files.newBufferedWriter(file)) {
      content.write(writer);
    }
  }

  private static void addHook(Thread remover) {
    try {
      Runtime.getRuntime().addShutdownHook(remover);
    } catch (IllegalStateException e) {
      // Ctrl-C has come, and what is known by then is being written.
    }
  }

  private static void leaveToHookIfItRuns(Thread remover) {
    try {
      Runtime.getRuntime().removeShutdownHook(remover);
    } catch (IllegalStateException e) {
      // Ctrl-C has come: it finds nothing to remove, or removes what was written.
    }
  }
}
