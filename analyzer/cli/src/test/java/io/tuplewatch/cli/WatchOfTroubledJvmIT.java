package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** watch goes on, or ends with one line, when the JVM's clock is set or its disk is full. */
@EnabledOnOs(OS.LINUX) // as the agent
@Timeout(300)
class WatchOfTroubledJvmIT {

  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final List<String> OWN_MOUNTS =
      List.of("unshare", "--user", "--map-root-user", "--mount", "--propagation", "private");
  private static final int MEBIBYTE = 1 << 20;

  @TempDir private Path directory;

  @Test
  void goesOnWhenTheClockIsSetForwardAndBack() throws Exception {
    Path clock = directory.resolve("clock");
    set(clock, "+0");
    try (ReusingJvm jvm = ReusingJvm.withAgent(withClock(clock), directory, recordOption())) {
      Process watch = Tool.start("watch", jvm.pid());
      BufferedReader said = Tool.said(watch);
      Tool.lineWith(said, "watching");
      for (String offset : List.of("+0", "+2h", "-1h")) {
        set(clock, offset);
        jvm.rotate(directory.resolve("part.jfr"));
        jvm.connect(3);
        jvm.fail();
        assertThat(Tool.lineWith(said, "failed early reuse: ")).contains("had worked");
      }
      Tool.interrupt(watch);

      assertThat(Tool.lineWith(said, "in all: "))
          .contains("12 connects, 3 failed (REFUSED 3), 11 early reuses, 3 failed early reuses");
      assertThat(watch.waitFor()).isZero();
    }
  }

  /** The JVM's wall clock is off by what the file says, its monotonic clock is right. */
  private static List<String> withClock(Path file) throws IOException {
    return List.of(
        "env",
        "LD_PRELOAD=" + faketime(),
        "FAKETIME_TIMESTAMP_FILE=" + file,
        "FAKETIME_NO_CACHE=1",
        "FAKETIME_DONT_FAKE_MONOTONIC=1",
        "FAKETIME_FORCE_MONOTONIC_FIX=0", // with it, waits for a time end at once
        JAVA.toString());
  }

  private static void set(Path clock, String offset) throws IOException {
    Path next = Files.writeString(clock.resolveSibling("next"), offset);
    Files.move(next, clock, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path faketime() throws IOException {
    try (Stream<Path> files =
        Files.find(Path.of("/usr/lib"), 3, (f, a) -> f.endsWith("faketime/libfaketimeMT.so.1"))) {
      Optional<Path> library = files.findFirst();
      boolean required = "required".equals(System.getenv("TUPLEWATCH_FAKETIME"));
      assumeTrue(required || library.isPresent(), "there is no libfaketime here");
      return library.orElseThrow();
    }
  }

  /** On a full disk the flight recorder ends the JVM, or the JVM goes on; both are looked at. */
  @Test
  void endsWithOneLineWhenTheDiskOfTheRepositoryIsFull() throws Exception {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    ReusingJvm jvm = ReusingJvm.withAgent(onOwn(disk), directory, recordOption());
    Process watch = Tool.start("watch", jvm.pid());
    BufferedReader said = Tool.said(watch);
    Tool.lineWith(said, "watching");
    jvm.connect(3);
    jvm.fail();
    Tool.lineWith(said, "failed early reuse: ");
    fill(Path.of("/proc", jvm.pid(), "root").resolve(disk.toString().substring(1)));
    jvm.close();

    assertThat(Tool.lineWith(said, jvm.pid() + " Reusing: ")).contains("has ended");
    assertThat(Tool.lineWith(said, "in all: ")).contains(" 4 connects, 1 failed");
    assertThat(said.readLine()).isNull();
    assertThat(watch.waitFor()).isZero();
  }

  /** The JVM's flight recorder keeps its chunks on a disk of 16 MB. */
  private static List<String> onOwn(Path disk) throws Exception {
    ConnectingJvm.requirePossible(OWN_MOUNTS);
    List<String> command = new ArrayList<>(OWN_MOUNTS);
    command.addAll(
        List.of(
            "sh",
            "-euc",
            "mount -t tmpfs -o size=16m none \"$0\"; exec \"$@\"",
            disk.toString(),
            JAVA.toString(),
            "-Djava.io.tmpdir=" + disk));
    return command;
  }

  private static void fill(Path disk) throws IOException {
    byte[] zeros = new byte[MEBIBYTE];
    try (OutputStream out = Files.newOutputStream(disk.resolve("other"))) {
      for (int i = 0; i < 1000; i++) {
        out.write(zeros);
      }
    } catch (IOException full) {
      // as wished
    }
  }

  private String recordOption() {
    return "record=" + directory.resolve("own.jfr");
  }
}
