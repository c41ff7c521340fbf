package io.tuplewatch.cli.jvm;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The repository in which a JVM's flight recorder keeps its chunks, held open: of a JVM that was
 * killed they are all that is left. JDK 14 and later flush the last one every second. Not
 * thread-safe.
 */
final class ChunkFolder implements AutoCloseable {

  private static final String LOCATION = "jdk.jfr.repository";

  private final SecureDirectoryStream<Path> parent;
  private final SecureDirectoryStream<Path> folder;
  private final Path name;
  private final boolean ours;

  private ChunkFolder(
      SecureDirectoryStream<Path> parent,
      SecureDirectoryStream<Path> folder,
      Path name,
      boolean ours) {
    this.parent = parent;
    this.folder = folder;
    this.name = name;
    this.ours = ours;
  }

  /** Where the JVM sees it; empty if it has not recorded yet, or does not say (before 17). */
  static Optional<Path> location(AgentConnection connection) throws AttachFailure {
    try {
      return connection.systemProperty(LOCATION).map(Path::of).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /**
   * Null if it is not to be found, or is not the JVM's user's.
   *
   * @param ours whether nobody recorded before us, so that its leftovers are ours, too
   */
  static @Nullable ChunkFolder of(RunningJvm jvm, AgentConnection connection, boolean ours)
      throws AttachFailure {
    Path inJvm = location(connection).orElse(null);
    if (inJvm == null || inJvm.getFileName() == null) {
      return null;
    }
    try {
      return open(jvm, inJvm, ours);
    } catch (IOException e) {
      return null; // What the JVM writes itself at its end is enough.
    }
  }

  private static @Nullable ChunkFolder open(RunningJvm jvm, Path inJvm, boolean ours)
      throws IOException {
    Path name = inJvm.getFileName();
    SecureDirectoryStream<Path> parent =
        JvmFolder.secure(jvm.fileAsItSees(inJvm.resolveSibling(".")));
    ChunkFolder opened = null;
    try {
      SecureDirectoryStream<Path> folder = parent.newDirectoryStream(name, NOFOLLOW_LINKS);
      opened = new ChunkFolder(parent, folder, name, ours);
      PosixFileAttributes attributes =
          folder.getFileAttributeView(PosixFileAttributeView.class).readAttributes();
      if (attributes.owner().equals(JvmFolder.user(jvm))) {
        return opened;
      }
      opened.close();
      return null;
    } catch (IOException e) {
      if (opened == null) {
        parent.close();
      } else {
        opened.close();
      }
      throw e;
    }
  }

  /** Writes the chunks, oldest first, and removes them if they are ours: their JVM is gone. */
  void copyTo(Path target) throws IOException {
    List<Path> chunks = chunks();
    try (OutputStream out = Files.newOutputStream(target)) {
      for (Path chunk : chunks) {
        try (InputStream in =
            Channels.newInputStream(
                folder.newByteChannel(chunk, Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS)))) {
          in.transferTo(out);
        }
      }
    }
    if (ours) {
      for (Path chunk : chunks) {
        folder.deleteFile(chunk);
      }
      parent.deleteDirectory(name);
    }
  }

  /** They are named by their time, with a number behind it where that is equal. */
  private List<Path> chunks() throws IOException {
    List<Path> chunks = new ArrayList<>();
    try (DirectoryStream<Path> files = folder.newDirectoryStream(Path.of("."), NOFOLLOW_LINKS)) {
      for (Path file : files) {
        Path name = file.getFileName();
        if (name.toString().endsWith(".jfr") && isPlain(name)) {
          chunks.add(name);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(chunks);
    return chunks;
  }

  private boolean isPlain(Path file) throws IOException {
    return folder
        .getFileAttributeView(file, PosixFileAttributeView.class, NOFOLLOW_LINKS)
        .readAttributes()
        .isRegularFile();
  }

  @Override
  public void close() {
    try {
      folder.close();
      parent.close();
    } catch (IOException e) {
      // Nothing was written through it.
    }
  }
}
