package io.tuplewatch.cli.jvm;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A JVM from the start of its recording to a file on this side. The recording is the agent's own,
 * in a folder of ours in the JVM's /tmp, or one that runs there already and is only copied. What is
 * open here stays readable when the JVM ends, killed or not. Not thread-safe.
 */
public final class RecordedJvm implements AutoCloseable {

  /**
   * What the agent has counted since it was attached, at most 10 s old.
   *
   * @param connects attempts that ended
   * @param failures of them, for whatever reason
   */
  public record Seen(long connects, long failures) {}

  /** How the recording came to be, and so how it ends. */
  public enum Origin {
    /** Attached, and started by us. */
    OURS,
    /** Started by an earlier run of ours that was killed. */
    TAKEN_OVER,
    /** The user's; it goes on. */
    THEIRS
  }

  private static final String DUMP = "dump-";

  private final RunningJvm jvm;
  private final Origin origin;
  private final String name;
  private final JvmFolder folder;
  private final @Nullable RecordingLock lock;
  private final @Nullable ChunkFolder chunks;

  /** {@code lock} is null if the recording is the user's. */
  RecordedJvm(
      RunningJvm jvm,
      Origin origin,
      String name,
      JvmFolder folder,
      @Nullable RecordingLock lock,
      @Nullable ChunkFolder chunks) {
    this.jvm = jvm;
    this.origin = origin;
    this.name = name;
    this.folder = folder;
    this.lock = lock;
    this.chunks = chunks;
  }

  /**
   * Attaches and starts recording, or finds what runs.
   *
   * @param agent the agent's jar, as the JVM sees it; null for the carried one
   * @param options more of the agent's; may be empty
   */
  public static RecordedJvm start(RunningJvm jvm, @Nullable Path agent, String options)
      throws AttachFailure {
    return RecordingStart.of(jvm, agent, options);
  }

  public RunningJvm jvm() {
    return jvm;
  }

  public Origin origin() {
    return origin;
  }

  /** How the recording's file name ends: .jfr, or .jsonl where there is no flight recorder. */
  public String suffix() {
    return name.substring(name.lastIndexOf('.'));
  }

  /** Empty if it did not answer, or has ended. */
  public Optional<Seen> seen() {
    try (AgentConnection connection = AgentConnection.to(jvm)) {
      Map<String, String> status = connection.properties();
      return Optional.of(
          new Seen(
              Long.parseLong(status.getOrDefault("connects", "")),
              Long.parseLong(status.getOrDefault("failures", ""))));
    } catch (AttachFailure | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * Fetches what earlier runs, which were killed, had recorded of this JVM until the agent noticed
   * and left.
   *
   * @param target names a new file for a recording with that suffix
   */
  public List<Path> fetchLeft(Function<String, Path> target) throws IOException {
    List<Path> fetched = new ArrayList<>();
    for (String left : folder.names()) {
      if (LeftRecordings.isOf(jvm, left) && !left.equals(name) && folder.size(left) > 0) {
        Path file = target.apply(left.substring(left.lastIndexOf('.')));
        try (OutputStream out = newRecording(file)) {
          copyParts(folder, left, out);
        }
        fetched.add(file);
        deleteParts(folder, left);
        folder.delete(left + RecordingLock.SUFFIX);
      }
    }
    return fetched;
  }

  /**
   * Ends the recording, if it is ours, and writes it to a new file. Of a JVM that has ended, what
   * it wrote in the end, or, killed, what had been flushed.
   *
   * @param keep leave the agent in and its recording running
   */
  public void finish(Path target, boolean keep) throws AttachFailure, IOException {
    boolean stays = keep || origin == Origin.THEIRS;
    String file =
        stays && suffix().equals(".jfr") ? DUMP + RecordingStart.stamp(jvm) + ".jfr" : name;
    try {
      haveWritten(file, stays);
    } catch (AttachFailure e) {
      if (!jvm.hasEnded()) {
        throw e;
      }
    }
    if (jvm.hasEnded()) {
      copy(name, target);
      deleteParts(folder, name);
    } else {
      copy(file, target);
    }
    if (!stays || !file.equals(name)) {
      deleteParts(folder, file);
    }
  }

  private void haveWritten(String file, boolean stays) throws AttachFailure {
    if (jvm.hasEnded()) {
      return;
    }
    if (!stays) {
      try (AgentConnection connection = AgentConnection.to(jvm)) {
        connection.detachAgent();
      }
    } else if (!file.equals(name)) {
      String to = "filename=" + folder.pathInJvm(file);
      if (origin == Origin.THEIRS) {
        Jcmd.run(jvm, "JFR.dump", to);
      } else {
        Jcmd.run(jvm, "JFR.dump", "name=tuplewatch", to);
      }
    }
  }

  private void copy(String file, Path target) throws IOException {
    try (OutputStream out = newRecording(target)) {
      copyParts(folder, file, out);
    }
    if (Files.size(target) == 0 && chunks != null) {
      chunks.copyTo(target);
    }
    if (Files.size(target) == 0) {
      Files.delete(target);
      deleteParts(folder, name);
      throw new IOException("it ended, and had written nothing yet");
    }
  }

  /** With addresses, hosts and call sites in it: for its owner alone, as the agent's own are. */
  private static OutputStream newRecording(Path file) throws IOException {
    return Channels.newOutputStream(
        Files.newByteChannel(
            file,
            EnumSet.of(CREATE, TRUNCATE_EXISTING, WRITE),
            PosixFilePermissions.asFileAttribute(EnumSet.of(OWNER_READ, OWNER_WRITE))));
  }

  /** JSON lines may be in two parts. */
  private static void copyParts(JvmFolder folder, String file, OutputStream out)
      throws IOException {
    for (String part : List.of(file + ".1", file)) {
      if (folder.size(part) > 0) {
        try (InputStream in = folder.read(part)) {
          in.transferTo(out);
        }
      }
    }
  }

  private static void deleteParts(JvmFolder folder, String file) throws IOException {
    folder.delete(file);
    folder.delete(file + ".1");
  }

  /** Leaves nothing of ours behind but what still runs. */
  @Override
  public void close() {
    if (chunks != null) {
      chunks.close();
    }
    if (origin != Origin.THEIRS && jvm.hasEnded()) {
      AgentJar.remove(folder);
    }
    closeQuietly(lock);
    closeQuietly(folder);
  }

  static void closeQuietly(@Nullable Closeable closeable) {
    try {
      if (closeable != null) {
        closeable.close();
      }
    } catch (IOException e) {
      // An empty file or folder more in /tmp.
    }
  }
}
