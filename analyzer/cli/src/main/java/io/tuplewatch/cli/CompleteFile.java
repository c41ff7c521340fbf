package io.tuplewatch.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that is there as a whole or not at all: written beside its place, under a name with {@link
 * #SUFFIX}, then moved. After Ctrl-C nothing of it is left.
 */
final class CompleteFile {

  static final String SUFFIX = ".part";

  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  /** Writes to a file of that name. */
  @FunctionalInterface
  private interface Filling {
    void fill(Path file) throws IOException;
  }

  private CompleteFile() {}

  /** Does the same for what only the user may read. */
  static void writePrivate(Path file, JsonFile.Content content) throws IOException {
    write(file, OWNER_ONLY, part -> text(part, content));
  }

  /** Writes bytes. */
  @FunctionalInterface
  interface Bytes {
    void write(OutputStream out) throws IOException;
  }

  /** Does the same for what is no text. */
  static void writeBytes(Path file, Bytes content) throws IOException {
    write(file, Set.of(), part -> bytes(part, content));
  }

  /** Writes {@code content} to {@code file}; at once if that is a device or a pipe. */
  static void write(Path file, JsonFile.Content content) throws IOException {
    write(file, Set.of(), part -> text(part, content));
  }

  private static void write(Path file, Set<PosixFilePermission> permissions, Filling filling)
      throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      filling.fill(file);
      return;
    }
    Path target = Files.exists(file) ? file.toRealPath() : file;
    Path part = target.resolveSibling(target.getFileName() + SUFFIX);
    Thread remover = new Thread(() -> part.toFile().delete());
    addHook(remover);
    try {
      if (!permissions.isEmpty() && supportsPosix(target)) {
        Files.deleteIfExists(part);
        Files.createFile(part, PosixFilePermissions.asFileAttribute(permissions));
      }
      filling.fill(part);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
      leaveToHookIfItRuns(remover);
    }
  }

  private static boolean supportsPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static void bytes(Path file, Bytes content) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      content.write(out);
    }
  }

  private static void text(Path file, JsonFile.Content content) throws IOException {
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
