package io.tuplewatch.agent.boot;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;

/**
 * Sees whether another process, which asked for a recording, still holds its lock on a file: the
 * kernel takes that back however the process ends, and whatever namespaces lie between. Not
 * thread-safe.
 */
final class LockWatch {

  /** One free look may come just when the lock changes hands. */
  private static final int FREE_LOOKS = 2;

  private final File file;
  private int freeLooks;

  /** Watches the file of this name. */
  LockWatch(String file) {
    this.file = new File(file);
  }

  /** What is watched. */
  File file() {
    return file;
  }

  /**
   * Looks at the lock, and says whether nobody holds it, for the second time in a row. A file that
   * is gone, or cannot be read, says nothing: its process does not want to be watched any more.
   */
  boolean isReleased() {
    freeLooks = isFree() ? freeLooks + 1 : 0;
    return freeLooks >= FREE_LOOKS;
  }

  private boolean isFree() {
    try (RandomAccessFile open = new RandomAccessFile(file, "r");
        FileLock lock = open.getChannel().tryLock(0, Long.MAX_VALUE, true)) {
      return lock != null;
    } catch (FileNotFoundException e) {
      return false;
    } catch (IOException e) {
      return false;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (SecurityException e) {
      return false;
    }
  }
}
