package io.tuplewatch.samples.churn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each side against a plain socket that shows whether it closes first or waits. */
@Timeout(30)
class ClosingSideTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final byte[] REQUEST = {0, 0, '\n'};

  @Test
  void aServerThatClosesFirstSendsItsFinWhileTheClientStaysOpen() throws Exception {
    try (RunningServer server = RunningServer.start("--close=server");
        Socket client = new Socket(LOOPBACK, Integer.parseInt(server.port()))) {
      client.getOutputStream().write(REQUEST);

      assertThat(client.getInputStream().readAllBytes()).hasSize(REQUEST.length);
    }
  }

  @Test
  void aServerThatClosesSecondServesManyRequestsOverOneConnection() throws Exception {
    try (RunningServer server = RunningServer.start("--close=client", "--connections=2")) {
      Run client =
          Run.churn(
              "client",
              "--to=" + LOOPBACK.getHostAddress() + ":" + server.port(),
              "--connects=2",
              "--requests=50",
              "--close=client");

      assertThat(client.out()).startsWith("2 connects in ").contains(" 0 failed exchanging");
      assertThat(server.summary()).isEqualTo("2 connections accepted, 0 broken off");
    }
  }

  @Test
  void aServerThatClosesSecondStillListensAfterItsReply() throws Exception {
    try (RunningServer server = RunningServer.start("--close=client", "--connections=1")) {
      try (Socket client = new Socket(LOOPBACK, Integer.parseInt(server.port()))) {
        client.getOutputStream().write(REQUEST);
        assertThat(client.getInputStream().readNBytes(REQUEST.length)).hasSize(REQUEST.length);
        client.getOutputStream().write('x');
      }
      assertThat(server.summary()).as("heard the x").endsWith(", 1 broken off");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"socket", "channel", "non-blocking-channel"})
  void aClientThatClosesFirstSendsItsFinWhileTheServerStaysOpen(String api) throws Exception {
    assertThat(exchangeOfClient("client", api, new byte[3])).contains(" 0 failed exchanging");
  }

  @ParameterizedTest
  @ValueSource(strings = {"socket", "channel", "non-blocking-channel"})
  void aClientThatClosesSecondStillListensAfterTheReply(String api) throws Exception {
    assertThat(exchangeOfClient("server", api, new byte[3], new byte[1]))
        .as("heard the byte after the reply")
        .contains(" 1 failed (1 java.io.IOException) exchanging");
  }

  /** The client's summary, against a server that sends all this and then waits for its FIN. */
  private static String exchangeOfClient(String close, String api, byte[]... reply)
      throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 50, LOOPBACK)) {
      FutureTask<Integer> server = new FutureTask<>(() -> replyAndAwaitFin(listener, reply));
      new Thread(server, "server").start();

      Run client =
          Run.churn(
              "client",
              "--to=" + LOOPBACK.getHostAddress() + ":" + listener.getLocalPort(),
              "--connects=1",
              "--bytes=3",
              "--api=" + api,
              "--close=" + close);

      assertThat(server.get(10, TimeUnit.SECONDS)).as("end of stream").isEqualTo(-1);
      return client.out();
    }
  }

  private static int replyAndAwaitFin(ServerSocket listener, byte[]... reply) throws IOException {
    try (Socket socket = listener.accept()) {
      socket.getInputStream().readNBytes(REQUEST.length);
      for (byte[] part : reply) {
        socket.getOutputStream().write(part);
      }
      return socket.getInputStream().read();
    }
  }
}
