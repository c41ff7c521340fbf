package io.tuplewatch.cli.jvm;

import java.io.DataInputStream;
import java.io.EOFException;
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
 * @param flushed whether a chunk can be read while it grows: JDK 14 and later; before, it is in
 *     another file until it is finished
 */
public record JfrRepository(Path folder, boolean flushed) {

  private static final Pattern OPEN_CHUNK =
      Pattern.compile("(/.*/\\d{4}(?:_\\d\\d){5}_\\d+)/[^/]*\\.(jfr|part)");

  private static final int MAGIC = 0x464C5200; // FLR\0

  /** What a chunk's header says: whether nothing more will come, and when it began. */
  public record Header(boolean finished, Instant start) {}

  /** Empty if no recording runs, or it may not be seen. */
  public static Optional<JfrRepository> of(RunningJvm jvm) {
    for (String file : jvm.openFiles()) {
      Matcher chunk = OPEN_CHUNK.matcher(file);
      if (chunk.matches()) {
        Path folder = jvm.fileAsItSees(Path.of(jvm.withoutItsRoot(chunk.group(1))));
        return Optional.of(new JfrRepository(folder, chunk.group(2).equals("jfr")));
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
      if (in.readInt() != MAGIC) {
        return Optional.empty();
      }
      in.skipNBytes(4); // version
      long size = in.readLong();
      in.skipNBytes(16); // where the constant pools and the metadata are
      return Optional.of(new Header(size > 0, Instant.ofEpochSecond(0, in.readLong())));
    } catch (EOFException e) {
      return Optional.empty();
    }
  }
}
