package io.tuplewatch.samples.churn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails on the network is counted by both sides and ends neither. */
class FailuresTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"socket", "channel", "non-blocking-channel"})
  void theExitCodeIsOneWhenEveryConnectWasRefused(String api) throws Exception {
    try (Socket notListening = new Socket()) {
      notListening.bind(new InetSocketAddress(LOOPBACK, 0));

      Run client = client("--connects=5", "--api=" + api, to(notListening.getLocalPort()));

      assertThat(client.exitCode()).isEqualTo(1);
      assertThat(client.err()).isEmpty();
      assertThat(client.out())
          .startsWith("5 connects in ")
          .contains(": 0 connected, 5 failed (5 java.net.ConnectException);");
    }
    assertThat(rows("localPort", "outcome", "exchange"))
        .hasSize(5)
        .containsOnly("0 java.net.ConnectException ");
  }

  @Test
  void theExitCodeIsZeroWhenOnlySomeConnectsWereRefused() throws Exception {
    try (Socket notListening = new Socket();
        RunningServer server = RunningServer.start("--connections=2")) {
      notListening.bind(new InetSocketAddress(LOOPBACK, 0));

      Run client =
          client(
              "--connects=5", to(notListening.getLocalPort()), "--to=127.0.0.1:" + server.port());

      assertThat(client.exitCode()).isZero();
      assertThat(client.out()).contains(": 2 connected, 3 failed (3 java.net.ConnectException);");
    }
    assertThat(rows("sequence", "outcome"))
        .containsExactly(
            "0 java.net.ConnectException",
            "1 connected",
            "2 java.net.ConnectException",
            "3 connected",
            "4 java.net.ConnectException");
  }

  @ParameterizedTest
  @ValueSource(strings = {"socket", "channel", "non-blocking-channel"})
  @EnabledOnOs(OS.LINUX) // drops the SYN when the accept queue is full, where others refuse
  void aConnectWithoutAnAnswerEndsAtItsTimeout(String api) throws Exception {
    List<Socket> queued = new ArrayList<>();
    try (ServerSocket neverAccepts = new ServerSocket(0, 1, LOOPBACK)) {
      fillAcceptQueue(neverAccepts, queued);

      Run client =
          client(
              "--connects=2",
              "--api=" + api,
              "--connect-timeout=50",
              to(neverAccepts.getLocalPort()));

      assertThat(client.out()).contains("2 failed (2 java.net.SocketTimeoutException)");
    } finally {
      for (Socket socket : queued) {
        socket.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"socket", "channel", "non-blocking-channel"})
  void aConnectWhoseExchangeFailedStillCountsAsConnected(String api) throws Exception {
    try (ServerSocket closesWithoutReply = new ServerSocket(0, 50, LOOPBACK)) {
      FutureTask<?> server = new FutureTask<>(() -> readAndClose(closesWithoutReply));
      new Thread(server, "server").start();

      Run client = client("--connects=1", "--api=" + api, to(closesWithoutReply.getLocalPort()));

      server.get(10, TimeUnit.SECONDS);
      assertThat(client.exitCode()).isZero();
      assertThat(client.out())
          .contains("1 connected, 0 failed; of the connected, 1 failed (1 java.io.EOFException)");
    }
    assertThat(rows("outcome", "exchange")).containsExactly("connected java.io.EOFException");
  }

  @Test
  void aStoppedClientDoesNotWaitForAServerThatNeverReplies() throws Exception {
    try (ServerSocket neverReplies = new ServerSocket(0, 50, LOOPBACK)) {
      Client client = new Client(ClientOptions.parse(List.of(to(neverReplies.getLocalPort()))));
      FutureTask<Tally> run = new FutureTask<>(client::run);
      new Thread(run, "client").start();

      Socket held = neverReplies.accept();
      client.stop();

      assertThat(run.get(9, TimeUnit.SECONDS).summary())
          .startsWith("0 connects in ")
          .endsWith("; 1 still pending");
      held.close();
    }
  }

  @Test
  void theServerCountsClientsThatBreakOffAndServesOn() throws Exception {
    try (RunningServer server = RunningServer.start("--connections=4", "--close=client")) {
      int port = Integer.parseInt(server.port());
      try (Socket closesBeforeItsRequestIsComplete = new Socket(LOOPBACK, port);
          Socket resets = new Socket(LOOPBACK, port);
          Socket sendsMoreAfterItsRequest = new Socket(LOOPBACK, port)) {
        closesBeforeItsRequestIsComplete.getOutputStream().write(new byte[10]);
        resets.setSoLinger(true, 0);
        sendsMoreAfterItsRequest.getOutputStream().write(new byte[] {0, '\n'});
        assertThat(sendsMoreAfterItsRequest.getInputStream().readNBytes(2)).hasSize(2);
        sendsMoreAfterItsRequest.getOutputStream().write('x');
      }
      Run client = client("--connects=1", "--close=client", to(port));

      assertThat(client.out()).contains("1 connected, 0 failed; of the connected, 0 failed");
      assertThat(server.summary()).isEqualTo("4 connections accepted, 3 broken off");
    }
  }

  private Run client(String... args) {
    List<String> all = new ArrayList<>(List.of("client", "--log=" + directory.resolve("c.csv")));
    all.addAll(List.of(args));
    return Run.churn(all.toArray(String[]::new));
  }

  private List<String> rows(String... columns) throws IOException {
    return Csv.read(directory.resolve("c.csv")).columns(columns);
  }

  private static String to(int port) {
    return "--to=" + LOOPBACK.getHostAddress() + ":" + port;
  }

  private static void fillAcceptQueue(ServerSocket server, List<Socket> queued) throws IOException {
    try {
      while (queued.size() < 100) {
        Socket socket = new Socket();
        queued.add(socket);
        socket.connect(server.getLocalSocketAddress(), 100);
      }
    } catch (SocketTimeoutException full) {
      return;
    }
    throw new IOException("the accept queue took 100 connections");
  }

  private static int readAndClose(ServerSocket server) throws IOException {
    try (Socket socket = server.accept()) {
      int last;
      do {
        last = socket.getInputStream().read();
      } while (last >= 0 && last != '\n');
      return last;
    }
  }
}
