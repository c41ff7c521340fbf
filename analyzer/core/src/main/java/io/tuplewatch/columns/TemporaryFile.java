package io.tuplewatch.columns;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Files that nobody else sees and that vanish with the process, even if it is killed: POSIX systems
 * unlink them when they are opened, Windows when the last handle goes.
 */
public final class TemporaryFile {

  private TemporaryFile() {}

  /** Opens a new one in {@code java.io.tmpdir}, for reading and writing. */
  public static FileChannel open() throws IOException {
    Path path = Files.createTempFile("tuplewatch", ".tmp"); // readable by its owner alone
    return FileChannel.open(
        path,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  /** What to tell the user of {@code e}, with the remedy. */
  public static IOException full(IOException e) {
    String directory = System.getProperty("java.io.tmpdir");
    return new IOException(
        "no room for temporary data in "
            + directory
            + " ("
            + e.getMessage()
            + "); make room, name another directory with java -Djava.io.tmpdir=DIR, or raise"
            + " java -Xmx",
        e);
  }
}
