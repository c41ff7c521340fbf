package io.tuplewatch.cli.jvm;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What tells an agent that the process it records for still runs: a lock on a file beside the
 * recording, which the agent looks at. Killed, this process loses the lock, and the agent detaches;
 * with the file gone, the agent stays. Not thread-safe.
 */
final class RecordingLock implements Closeable {

  static final String SUFFIX = ".lock";

  private final JvmFolder folder;
  private final String name;
  private final Closeable lock;

  private RecordingLock(JvmFolder folder, String name, Closeable lock) {
    this.folder = folder;
    this.name = name;
    this.lock = lock;
  }

  /** Locks a recording's file in that folder; null if another process has it. */
  static @Nullable RecordingLock take(JvmFolder folder, String recording) throws IOException {
    String name = recording + SUFFIX;
    Closeable lock = folder.lock(name);
    return lock == null ? null : new RecordingLock(folder, name, lock);
  }

  /** The option by which the agent knows. */
  String option() {
    return "while-locked=" + folder.pathInJvm(name);
  }

  /** Removes the file, then lets go: the agent stays, if it is there still. */
  @Override
  public void close() throws IOException {
    try {
      folder.delete(name);
    } finally {
      lock.close();
    }
  }
}
