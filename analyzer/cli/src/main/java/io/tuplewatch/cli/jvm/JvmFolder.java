package io.tuplewatch.cli.jvm;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder of this tool's in the /tmp that a JVM sees, which may be a container's. It is the JVM's
 * user's and nobody else can write there. No symbolic link is followed in it, nor on the way to it:
 * who writes may be root, and whoever owns the container may put links there.
 *
 * <p>What is open here stays within reach when the JVM ends, and its container with it. Not
 * thread-safe.
 */
public final class JvmFolder implements Closeable {

  private static final String PARENT = "tmp";
  private static final String NEW = ".new";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> READABLE =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> READ_ONLY =
      PosixFilePermissions.fromString("r--r--r--");

  private final Path inJvm;
  private final SecureDirectoryStream<Path> parent;
  private final SecureDirectoryStream<Path> folder;

  private JvmFolder(
      Path inJvm, SecureDirectoryStream<Path> parent, SecureDirectoryStream<Path> folder) {
    this.inJvm = inJvm;
    this.parent = parent;
    this.folder = folder;
  }

  /** Where it is, as the JVM sees it. */
  static Path pathInJvm(RunningJvm jvm) {
    return Path.of("/", PARENT, "tuplewatch-" + jvm.uid());
  }

  /** Makes it if it is not there. The message of the exception is for the user. */
  public static JvmFolder open(RunningJvm jvm) throws IOException {
    Path inJvm = pathInJvm(jvm);
    SecureDirectoryStream<Path> parent = parent(jvm);
    try {
      boolean made = make(jvm.fileAsItSees(inJvm));
      SecureDirectoryStream<Path> folder =
          parent.newDirectoryStream(inJvm.getFileName(), NOFOLLOW_LINKS);
      try {
        requirePrivate(folder, inJvm, user(jvm), made);
        return new JvmFolder(inJvm, parent, folder);
      } catch (IOException e) {
        folder.close();
        throw e;
      }
    } catch (IOException e) {
      parent.close();
      throw e;
    }
  }

  private static SecureDirectoryStream<Path> parent(RunningJvm jvm) throws IOException {
    try (SecureDirectoryStream<Path> root = secure(jvm.directory().resolve("root"))) {
      return root.newDirectoryStream(Path.of(PARENT), NOFOLLOW_LINKS);
    }
  }

  @SuppressWarnings("StreamResourceLeak") // The caller closes it.
  static SecureDirectoryStream<Path> secure(Path directory) throws IOException {
    DirectoryStream<Path> stream = Files.newDirectoryStream(directory);
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return secure;
    }
    stream.close();
    throw new IOException("this Java cannot open files without following links");
  }

  private static boolean make(Path folder) throws IOException {
    try {
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** By number; a name may mean another user in a container. */
  static UserPrincipal user(RunningJvm jvm) throws IOException {
    return jvm.directory()
        .getFileSystem()
        .getUserPrincipalLookupService()
        .lookupPrincipalByName(String.valueOf(jvm.uid()));
  }

  private static void requirePrivate(
      SecureDirectoryStream<Path> folder, Path inJvm, UserPrincipal user, boolean made)
      throws IOException {
    PosixFileAttributeView view = folder.getFileAttributeView(PosixFileAttributeView.class);
    if (made && !view.readAttributes().owner().equals(user)) {
      view.setOwner(user);
    }
    PosixFileAttributes attributes = view.readAttributes();
    if (!attributes.owner().equals(user) || isWritableByOthers(attributes)) {
      throw new IOException(inJvm + " there belongs to another user or is open to others");
    }
  }

  private static boolean isWritableByOthers(PosixFileAttributes attributes) {
    return attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
        || attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE);
  }

  /** A file in it, as the JVM sees it. */
  public Path pathInJvm(String name) {
    return inJvm.resolve(name);
  }

  /** A read-only file of that content; one that is there already is left as it is. */
  void put(String name, byte[] content) throws IOException {
    if (holds(name, content)) {
      return;
    }
    delete(name + NEW);
    Path path = Path.of(name + NEW);
    try (SeekableByteChannel file =
        folder.newByteChannel(
            path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    }
    view(path).setPermissions(READ_ONLY);
    folder.move(path, folder, Path.of(name));
  }

  private boolean holds(String name, byte[] content) throws IOException {
    Optional<PosixFileAttributes> attributes = attributes(name);
    if (attributes.isEmpty()
        || attributes.get().size() != content.length
        || !attributes.get().permissions().equals(READ_ONLY)) {
      return false;
    }
    try (InputStream in = read(name)) {
      return Arrays.equals(in.readNBytes(content.length + 1), content);
    }
  }

  /** Length in bytes of a file in it; 0 if there is none, or it is no plain file. */
  public long size(String name) throws IOException {
    return attributes(name).map(PosixFileAttributes::size).orElse(0L);
  }

  private Optional<PosixFileAttributes> attributes(String name) throws IOException {
    try {
      PosixFileAttributes attributes = view(Path.of(name)).readAttributes();
      return attributes.isRegularFile() ? Optional.of(attributes) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private PosixFileAttributeView view(Path file) {
    return folder.getFileAttributeView(file, PosixFileAttributeView.class, NOFOLLOW_LINKS);
  }

  /** Reads a file in it. Ask for its {@link #size} first: another kind of file may block. */
  public InputStream read(String name) throws IOException {
    return Channels.newInputStream(
        folder.newByteChannel(Path.of(name), Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS)));
  }

  /**
   * Takes the lock of a file in it, made if it is not there: the kernel lets go of it when this
   * process ends, however it does.
   *
   * @return closed, it lets go; null if another process has the lock
   */
  @Nullable Closeable lock(String name) throws IOException {
    Path path = Path.of(name);
    SeekableByteChannel opened =
        folder.newByteChannel(
            path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, NOFOLLOW_LINKS));
    try {
      view(path).setPermissions(READABLE);
      if (opened instanceof FileChannel file && file.tryLock() != null) {
        return file;
      }
    } catch (IOException e) {
      opened.close();
      throw e;
    }
    opened.close();
    return null;
  }

  /** Names of the plain files in it, in order. */
  List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = folder.newDirectoryStream(Path.of("."), NOFOLLOW_LINKS)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (attributes(name).isPresent()) {
          names.add(name);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(names);
    return names;
  }

  /** Deletes a file in it, if it is there. */
  public void delete(String name) throws IOException {
    try {
      folder.deleteFile(Path.of(name));
    } catch (NoSuchFileException e) {
      // as wished
    }
  }

  /** Removes the folder too, if nothing is in it. */
  @Override
  public void close() throws IOException {
    try (parent;
        folder) {
      parent.deleteDirectory(inJvm.getFileName());
    } catch (DirectoryNotEmptyException | NoSuchFileException e) {
      // Others use it, or it is gone.
    }
  }
}
