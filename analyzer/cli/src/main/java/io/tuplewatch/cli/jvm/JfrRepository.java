package io.tuplewatch.cli.jvm;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder in which a running JVM's flight recorder keeps its chunks, seen from here: told from
 * the chunk that it has open, which asks nothing of the JVM.
 *
 * @param folder below /proc, where a container's files are within reach
 */
public record JfrRepository(Path folder) {

  private static final Pattern CHUNK =
      Pattern.compile("(/.*/\\d{4}(?:_\\d\\d){5}_\\d+)/[^/]*\\.jfr");
  private static final int MAGIC = 0x464C5200; // FLR\0

  /** The minor version of chunks from JDK 14 on, which are flushed while they grow. */
  private static final int FLUSHED = 1;

  /**
   * What a chunk's header says.
   *
   * @param flushed whether it can be read while it grows
   * @param finished whether nothing more will come
   */
  public record Header(boolean flushed, boolean finished, Instant start) {}

  /** Empty if no recording runs, or it may not be seen. */
  public static Optional<JfrRepository> of(RunningJvm jvm) {
    for (String file : jvm.openFiles()) {
      Matcher chunk = CHUNK.matcher(file);
      if (chunk.matches()) {
        return Optional.of(new JfrRepository(jvm.fileAsItSees(Path.of(chunk.group(1)))));
      }
    }
    return Optional.empty();
  }

  /** Its chunks, oldest first: they are named by their time. */
  public List<Path> chunks() throws IOException {
    List<Path> chunks = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jfr")) {
      files.forEach(chunks::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(chunks);
    return chunks;
  }

  /** The header of a chunk; empty if it is not written yet. */
  public static Optional<Header> header(Path chunk) throws IOException {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(chunk))) {
      if (in.available() < 48 || in.readInt() != MAGIC) {
        return Optional.empty();
      }
      int major = in.readShort();
      int minor = in.readShort();
      long size = in.readLong();
      in.skipNBytes(16);
      Instant start = Instant.ofEpochSecond(0, in.readLong());
      boolean flushed = major > 2 || (major == 2 && minor >= FLUSHED);
      return Optional.of(new Header(flushed, size > 0, start));
    }
  }
}
