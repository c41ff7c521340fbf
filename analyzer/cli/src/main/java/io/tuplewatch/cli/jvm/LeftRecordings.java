package io.tuplewatch.cli.jvm;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What {@code record} leaves in a JVM's /tmp when it is killed. */
public final class LeftRecordings {

  /** {@link RecordedJvm} names its recordings by the JVM's process id here, and the time. */
  static final String PREFIX = "recording-";

  static final Pattern NAME = Pattern.compile(PREFIX + "[0-9-]{1,40}\\.(jfr|jsonl)");

  private LeftRecordings() {}

  static boolean isOf(RunningJvm jvm, String name) {
    return name.startsWith(PREFIX + jvm.pid() + "-") && NAME.matcher(name).matches();
  }

  /**
   * Removes the agent's jar and the locks of a JVM that has no agent any more; recordings stay.
   *
   * @return these, as this side sees them
   */
  public static List<Path> cleanUp(RunningJvm jvm) {
    List<Path> recordings = new ArrayList<>();
    try (JvmFolder folder = JvmFolder.open(jvm)) {
      for (String name : folder.names()) {
        if (isOf(jvm, name) && folder.size(name) > 0) {
          recordings.add(jvm.fileAsItSees(folder.pathInJvm(name)));
        } else if (name.startsWith(PREFIX + jvm.pid() + "-")
            && name.endsWith(RecordingLock.SUFFIX)) {
          removeIfFree(folder, name);
        }
      }
      AgentJar.remove(folder);
    } catch (IOException e) {
      // Nothing of ours can be there: nothing could be put there.
    }
    return recordings;
  }

  private static void removeIfFree(JvmFolder folder, String name) throws IOException {
    try (Closeable lock = folder.lock(name)) {
      if (lock != null) {
        folder.delete(name);
      }
    }
  }
}
