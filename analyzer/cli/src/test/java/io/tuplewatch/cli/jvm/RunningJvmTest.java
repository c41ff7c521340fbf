package io.tuplewatch.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders below /proc, as kernels write them. */
class RunningJvmTest {

  private static final String STARTING = "0000000100000000";
  private static final String STARTED = "0000000181005ccf";
  private static final String NONE = "0000000000000000";

  @TempDir private Path process;

  @Test
  void oneThatIsStartingWouldBeEndedByAttaching() throws IOException {
    status(NONE, STARTING);

    assertThat(jvm().isEndedByAttaching()).isTrue();
  }

  @Test
  void oneThatHasItsHandlerWouldNot() throws IOException {
    status(NONE, STARTED);

    assertThat(jvm().isEndedByAttaching()).isFalse();
  }

  @Test
  void oneThatIgnoresTheSignalWouldNot() throws IOException {
    status("0000000000000006", STARTING);

    assertThat(jvm().isEndedByAttaching()).isFalse();
  }

  /** As with -Xrs, which leaves the signal alone and listens from the start. */
  @Test
  void oneThatListensAlreadyIsNotAsked() throws IOException {
    status(NONE, "0000000101001cc8");
    Path temporary = Files.createDirectories(process.resolve("root/tmp"));

    assertThat(jvm().isEndedByAttaching()).isTrue();
    Files.createFile(temporary.resolve(".java_pid17"));

    assertThat(jvm().isEndedByAttaching()).isFalse();
  }

  @Test
  void ofOneThatHasEndedNothingIsKnown() {
    assertThat(jvm().isEndedByAttaching()).isFalse();
  }

  private RunningJvm jvm() {
    return new RunningJvm(4711, 0, "Main", List.of("java", "Main"), process);
  }

  private void status(String ignored, String caught) throws IOException {
    Files.writeString(
        process.resolve("status"),
        "Name:\tjava\nPid:\t4711\nNSpid:\t4711\t17\nSigBlk:\t0000000000000004\nSigIgn:\t"
            + ignored
            + "\nSigCgt:\t"
            + caught
            + "\nCapInh:\t0000000000000000\n");
  }
}
