package io.tuplewatch.agent;

import java.io.File;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code record} puts into the JVM's {@code /tmp} beside the recording, and cannot remove when
 * it is killed. Files of any other name or place are not touched.
 */
final class ToolFiles {

  private static final Pattern FOLDER = Pattern.compile("tuplewatch-\\d+");
  private static final Pattern LOCK =
      Pattern.compile("recording-[0-9-]{1,40}\\.(jfr|jsonl)\\.lock");
  private static final Pattern JAR = Pattern.compile("agent-[0-9a-f]{16}\\.jar");

  private ToolFiles() {}

  /**
   * Removes the lock, and the agent's jar if the tool has put it beside. The JVM has the jar open,
   * as has any other that loaded it, and needs its name no more.
   */
  static void remove(File lock, @Nullable File jar) {
    File folder = lock.getParentFile();
    if (folder == null || !isNamed(folder, FOLDER) || !isNamed(lock, LOCK)) {
      return;
    }
    delete(lock);
    if (jar != null && folder.equals(jar.getParentFile()) && isNamed(jar, JAR)) {
      delete(jar);
    }
  }

  private static boolean isNamed(File file, Pattern name) {
    return name.matcher(file.getName()).matches();
  }

  /** If it cannot be, the tool's next run does it. */
  @SuppressWarnings("ResultOfMethodCallIgnored")
  private static void delete(File file) {
    try {
      file.delete();
    } catch (SecurityException e) {
      // as above
    }
  }
}
