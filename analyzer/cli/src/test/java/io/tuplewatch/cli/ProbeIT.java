package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** tuplewatch.jar probing a server of this test in a process of its own. */
class ProbeIT {

  @TempDir private Path directory;

  @Test
  void ctrlCPrintsWhatIsKnownAndSendsNothingMore() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      File out = directory.resolve("out").toFile();
      Process probe =
          Tool.builder(
                  "probe",
                  "127.0.0.1:" + server.getLocalPort(),
                  "--gaps=10m",
                  "--trials=3",
                  "--close=server",
                  "--i-own-this-service")
              .redirectOutput(out)
              .redirectErrorStream(true)
              .start();
      for (int connect = 0; connect < 2; connect++) {
        server.accept().close();
      }

      Tool.interrupt(probe);

      assertThat(probe.waitFor()).isEqualTo(130);
      assertThat(Files.readString(out.toPath(), StandardCharsets.UTF_8))
          .contains("connects to 127.0.0.1 port " + server.getLocalPort())
          .contains("CANNOT TELL about 127.0.0.1:" + server.getLocalPort())
          .doesNotContain("Exception");
      assertThat(2 + acceptedUntilEmpty(server)).isLessThan(9);
    }
  }

  /** Those that were under way when the process ended. */
  private static int acceptedUntilEmpty(ServerSocket server) throws IOException {
    server.setSoTimeout(200);
    int accepted = 0;
    try {
      while (true) {
        server.accept().close();
        accepted++;
      }
    } catch (SocketTimeoutException e) {
      return accepted;
    }
  }
}
