package io.tuplewatch.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real sockets on loopback; what the server sees is the truth. */
class SocketConnectorTest {

  private static final byte[] GREETING = new byte[100];

  private final ServerSocket server;

  SocketConnectorTest() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void connectsFromThePortThatIsAskedFor() throws Exception {
    CompletableFuture<Integer> peer = serve(socket -> socket.getPort());
    int port = freePort();

    Attempt attempt = connector(Say.NONE).connect(port, Closing.SERVER);

    assertThat(attempt.answer()).isEqualTo(Answer.CONNECTED);
    assertThat(attempt.closedBy()).isEqualTo(Closing.SERVER);
    assertThat(peer.get(10, TimeUnit.SECONDS)).isEqualTo(port);
  }

  @Test
  void closesWithAFinAndNotWithAResetThoughTheServerHasSpoken() throws Exception {
    CompletableFuture<Integer> end = serve(SocketConnectorTest::greetAndReadToEnd);

    Attempt attempt = connector(Say.NONE).connect(freePort(), Closing.CLIENT);

    assertThat(attempt.closedBy()).isEqualTo(Closing.CLIENT);
    assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
  }

  @Test
  void resetsWhereThatIsAskedFor() throws Exception {
    CompletableFuture<Integer> end = serve(SocketConnectorTest::greetAndReadToEnd);

    Attempt attempt = connector(Say.NONE).connect(freePort(), Closing.RESET);

    assertThat(attempt.closedBy()).isEqualTo(Closing.RESET);
    assertThat(end)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withCauseInstanceOf(SocketException.class);
  }

  @Test
  void saysSoWhereNobodyListens() throws Exception {
    server.close();

    Attempt attempt = connector(Say.NONE).connect(freePort(), Closing.CLIENT);

    assertThat(attempt.answer()).isEqualTo(Answer.REFUSED);
    assertThat(attempt.closed()).isNull();
  }

  @Test
  void sendsNothingFromAPortThatIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      Attempt attempt = connector(Say.NONE).connect(taken.getLocalPort(), Closing.CLIENT);

      assertThat(attempt.answer()).isEqualTo(Answer.NOT_SENT);
    }
  }

  @Test
  void asksAWebServerToCloseFirst() throws Exception {
    CompletableFuture<String> request =
        serve(
            socket -> {
              byte[] head = new byte[18];
              int length = socket.getInputStream().readNBytes(head, 0, head.length);
              while (socket.getInputStream().available() > 0) {
                socket.getInputStream().read();
              }
              socket
                  .getOutputStream()
                  .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
              return new String(head, 0, length, StandardCharsets.US_ASCII);
            });

    Attempt attempt = connector(Say.HTTP).connect(freePort(), Closing.SERVER);

    assertThat(request.get(10, TimeUnit.SECONDS)).startsWith("HEAD / HTTP/1.1\r\n");
    assertThat(attempt.closedBy()).isEqualTo(Closing.SERVER);
  }

  private interface Service<T> {
    T serve(Socket socket) throws IOException;
  }

  private <T> CompletableFuture<T> serve(Service<T> service) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try (Socket socket = server.accept()) {
                result.complete(service.serve(socket));
              } catch (IOException e) {
                result.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  private static int greetAndReadToEnd(Socket socket) throws IOException {
    socket.getOutputStream().write(GREETING);
    InputStream in = socket.getInputStream();
    return in.read();
  }

  private Connector connector(Say say) {
    InetSocketAddress destination =
        new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    return new SocketConnector(destination, null, Duration.ofSeconds(5), say, false);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }
}
