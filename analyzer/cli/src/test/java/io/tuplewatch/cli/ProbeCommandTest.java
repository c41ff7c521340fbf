package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a server on loopback that closes first. */
class ProbeCommandTest {

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<Integer> peers = new CopyOnWriteArrayList<>();
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                  peers.add(socket.getPort());
                } catch (IOException e) {
                  return;
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void sendsNothingWithoutTheUsersWord() {
    assertThat(run("probe", service())).isEqualTo(2);
    assertThat(err.toString()).contains("--i-own-this-service").hasLineCount(2);
    assertThat(peers).isEmpty();
  }

  @Test
  void saysThatReuseWorksWhereItDoes() throws IOException {
    Path json = directory.resolve("probe.json");
    Path recording = directory.resolve("probe.jfr");

    int exitCode =
        probe("--gaps", "50ms", "--trials", "12", "--close", "server", "--rate", "200")
            .and("--json", json.toString(), "--record", recording.toString())
            .run();

    assertThat(err.toString()).startsWith("36 connects to 127.0.0.1 port ");
    assertThat(exitCode).isZero();
    assertThat(out.toString()).startsWith("Reused source ports work to 127.0.0.1:");
    assertThat(Files.readString(json)).contains("\"reuseFails\" : false", "\"connects\" : 36");
    assertThat(peers).hasSize(36);

    assertThat(run("analyze", recording.toString(), "--json", "-")).isZero();
    assertThat(out.toString()).contains("\"connects\" : 36");
  }

  @Test
  void saysThatTheServiceIsNotThereAfterAFewConnects() throws IOException {
    server.close();

    assertThat(probe("--gaps", "50ms", "--close", "server", "--rate", "200").run()).isEqualTo(1);
    assertThat(out.toString()).contains("answered no connect from a never-used source port");
  }

  @ParameterizedTest
  @CsvSource({
    "--trials 0, --trials must be 1 or more",
    "--rate 0, --rate must be above 0",
    "--gaps 65s --trials 1000, 3000 connects are needed",
    "--gaps 4h, --max-time allows 180 min",
    "--gaps 65s --source-ports 2000-2010, source ports are needed",
    "--gaps 5x, a duration is like",
    "--find-lifetime 5s, gaps to look between are like 1s-1h",
    "--source-address example, an address is like",
    "--json '', an empty file name"
  })
  void refusesWhatCannotBeDoneBeforeAnythingIsSent(String options, String message) {
    assertThat(probe(options.replace("''", "").split(" ", -1)).run()).isEqualTo(2);
    assertThat(err.toString()).contains(message).hasLineCount(2);
    assertThat(peers).isEmpty();
  }

  private record Call(ProbeCommandTest test, List<String> arguments) {
    Call and(String... more) {
      arguments.addAll(List.of(more));
      return this;
    }

    int run() {
      return test.run(arguments.toArray(String[]::new));
    }
  }

  private Call probe(String... options) {
    List<String> arguments = new CopyOnWriteArrayList<>();
    arguments.addAll(List.of("probe", service(), "--i-own-this-service", "--seed", "1"));
    arguments.addAll(List.of(options));
    return new Call(this, arguments);
  }

  private String service() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  private int run(String... arguments) {
    return Tuplewatch.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
