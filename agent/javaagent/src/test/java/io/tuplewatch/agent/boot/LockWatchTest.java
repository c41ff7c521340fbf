package io.tuplewatch.agent.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The holder of the lock is another JVM, as the tool is. */
class LockWatchTest {

  @TempDir Path directory;

  @Test
  void lockIsReleasedWhenItsHolderIsKilledAndSeenFreeTwice() throws Exception {
    Path file = Files.createFile(directory.resolve("lock"));
    LockWatch watch = new LockWatch(file.toString());
    Process holder = hold(file);

    assertThat(watch.isReleased()).isFalse();
    assertThat(watch.isReleased()).isFalse();
    holder.destroyForcibly().waitFor();
    assertThat(watch.isReleased()).isFalse();
    assertThat(watch.isReleased()).isTrue();
  }

  @Test
  void fileThatIsGoneSaysNothing() throws IOException {
    LockWatch watch = new LockWatch(directory.resolve("none").toString());

    assertThat(watch.isReleased()).isFalse();
    assertThat(watch.isReleased()).isFalse();
  }

  private static Process hold(Path file) throws IOException {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Path.of("src/test/resources/io/tuplewatch/agent/Holder.java").toString(),
                file.toString())
            .start();
    assertThat(holder.getInputStream().read()).isEqualTo('L');
    return holder;
  }
}
