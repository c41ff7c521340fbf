package io.tuplewatch.agent.cases;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * Connects over loopback and ends connections in every way, by either side. The expected closing
 * side is what the case does; the expected source port is the server's view of the peer port.
 */
public final class CloseCases {

  private CloseCases() {}

  public static void main(String[] args) throws Exception {
    socketClosesFirst();
    socketClosesWithUnreadData();
    serverClosesFirstAndItsFinIsRead();
    serverClosesFirstAndItsFinIsNotRead();
    serverResetsAndTheErrorIsRead();
    serverResetsUnnoticed();
    socketHalfClosesFirst();
    socketHalfClosesWithUnreadDataAndReadsItThen();
    socketShutsItsInputDownAndClosesFirst();
    socketClosesWithoutLingering();
    blockingChannelClosesFirst();
    channelHalfClosesFirst();
    registeredChannelClosesFirst();
    serverClosesRegisteredChannelFirst();
    connectFailsByTheCallersTimeout();
  }

  private static void socketClosesFirst() throws IOException {
    try (OneConnectionServer server = new OneConnectionServer(OneConnectionServer::closeSecond)) {
      connect(server).close();
      tell("local close", server, "SOCKET", "LOCAL");
    }
  }

  private static void socketClosesWithUnreadData() throws IOException {
    try (OneConnectionServer server =
        new OneConnectionServer(
            accepted -> {
              accepted.getOutputStream().write(1);
              closeSecondOrReset(accepted);
            })) {
      Socket socket = connect(server);
      InputStream in = socket.getInputStream();
      Kernel.await(() -> available(in) > 0, "the server's byte");
      socket.close();
      tell("unread data", server, "SOCKET", "LOCAL_WITH_UNREAD_DATA");
    }
  }

  private static void serverClosesFirstAndItsFinIsRead() throws IOException {
    try (OneConnectionServer server = new OneConnectionServer(accepted -> {})) {
      try (Socket socket = connect(server)) {
        check(socket.getInputStream().read() == -1);
      }
      tell("server first, FIN read", server, "SOCKET", "REMOTE");
    }
  }

  private static void serverClosesFirstAndItsFinIsNotRead() throws IOException {
    try (OneConnectionServer server = new OneConnectionServer(accepted -> {})) {
      try (Socket socket = connect(server)) {
        Kernel.awaitLocalPort(Kernel.CLOSE_WAIT, socket.getPort());
      }
      tell("server first, FIN not read", server, "SOCKET", "REMOTE");
    }
  }

  private static void serverResetsAndTheErrorIsRead() throws IOException {
    try (OneConnectionServer server = new OneConnectionServer(CloseCases::reset)) {
      try (Socket socket = connect(server)) {
        check(socket.getInputStream().read() == -1);
      } catch (SocketException expected) {
        tell("reset, seen", server, "SOCKET", "RESET");
      }
    }
  }

  private static void serverResetsUnnoticed() throws IOException {
    try (OneConnectionServer server = new OneConnectionServer(CloseCases::reset)) {
      try (Socket socket = connect(server)) {
        server.peerPort();
        Kernel.await(
            () -> Kernel.sockets("01", socket.getPort()).isEmpty(), "the end of the connection");
      }
      tell("reset, not seen", server, "SOCKET", "RESET");
    }
  }

  private static void socketHalfClosesFirst() throws IOException {
    try (OneConnectionServer server = new OneConnectionServer(OneConnectionServer::closeSecond)) {
      try (Socket socket = connect(server)) {
        socket.shutdownOutput();
        check(socket.getInputStream().read() == -1);
      }
      tell("half-close, then the server's FIN", server, "SOCKET", "LOCAL");
    }
  }

  private static void socketHalfClosesWithUnreadDataAndReadsItThen() throws IOException {
    try (OneConnectionServer server =
        new OneConnectionServer(
            accepted -> {
              accepted.getOutputStream().write(new byte[100]);
              OneConnectionServer.closeSecond(accepted);
            })) {
      try (Socket socket = connect(server)) {
        InputStream in = socket.getInputStream();
        check(in.read() == 0);
        socket.shutdownOutput();
        while (in.read() >= 0) {}
      }
      tell("half-close with unread data, read then", server, "SOCKET", "LOCAL");
    }
  }

  private static void socketShutsItsInputDownAndClosesFirst() throws IOException {
    try (OneConnectionServer server = new OneConnectionServer(OneConnectionServer::closeSecond)) {
      try (Socket socket = connect(server)) {
        socket.shutdownInput();
      }
      tell("shutdownInput, then close", server, "SOCKET", "LOCAL");
    }
  }

  private static void socketClosesWithoutLingering() throws IOException {
    try (OneConnectionServer server = new OneConnectionServer(CloseCases::closeSecondOrReset)) {
      try (Socket socket = connect(server)) {
        socket.setSoLinger(true, 0);
      }
      tell("close with SO_LINGER 0", server, "SOCKET", "LOCAL_RESET");
    }
  }

  private static void blockingChannelClosesFirst() throws IOException {
    try (OneConnectionServer server = new OneConnectionServer(OneConnectionServer::closeSecond)) {
      SocketChannel.open(server.address()).close();
      tell("channel, local close", server, "CHANNEL", "LOCAL");
    }
  }

  private static void channelHalfClosesFirst() throws IOException {
    try (OneConnectionServer server = new OneConnectionServer(OneConnectionServer::closeSecond)) {
      try (SocketChannel channel = SocketChannel.open(server.address())) {
        channel.shutdownOutput();
        check(Channels.newInputStream(channel).read() == -1);
      }
      tell("channel, half-close", server, "CHANNEL", "LOCAL");
    }
  }

  /** The JDK shuts such a channel down first and closes its descriptor at the next selection. */
  private static void registeredChannelClosesFirst() throws IOException {
    try (OneConnectionServer server = new OneConnectionServer(OneConnectionServer::closeSecond);
        Selector selector = Selector.open()) {
      SocketChannel channel = connectNonBlocking(server, selector);
      int remotePort = server.address().getPort();
      channel.close();
      Kernel.await(
          () ->
              Kernel.sockets("01", remotePort).isEmpty()
                  && Kernel.sockets("04", remotePort).isEmpty()
                  && Kernel.sockets("05", remotePort).isEmpty(),
          "the server's FIN, after ours");
      selector.selectNow();
      tell("registered channel, local close", server, "NON_BLOCKING_CHANNEL", "LOCAL");
    }
  }

  private static void serverClosesRegisteredChannelFirst() throws IOException {
    try (OneConnectionServer server = new OneConnectionServer(accepted -> {});
        Selector selector = Selector.open()) {
      SocketChannel channel = connectNonBlocking(server, selector);
      selector.select();
      check(channel.read(ByteBuffer.allocate(1)) == -1);
      channel.close();
      selector.selectNow();
      tell("registered channel, server first", server, "NON_BLOCKING_CHANNEL", "REMOTE");
    }
  }

  /** Without a namespace: a full accept queue leaves a SYN without answer, and /proc shows it. */
  private static void connectFailsByTheCallersTimeout() throws Exception {
    try (FullAcceptQueue full = new FullAcceptQueue()) {
      int remotePort = full.address().getPort();
      Thread thread =
          new Thread(
              () -> {
                try (Socket socket = new Socket()) {
                  socket.connect(full.address(), 2_000);
                } catch (IOException expected) {
                  // Its event says so.
                }
              });
      thread.start();
      int port = Kernel.awaitLocalPort(Kernel.SYN_SENT, remotePort);
      thread.join();
      full.tellFillers();
      Expectation.failure("caller's timeout", remotePort, port, "TIMED_OUT", "SOCKET").tell();
    }
  }

  private static Socket connect(OneConnectionServer server) throws IOException {
    return new Socket(server.address().getAddress(), server.address().getPort());
  }

  private static SocketChannel connectNonBlocking(OneConnectionServer server, Selector selector)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
    if (!channel.connect(server.address())) {
      while (!channel.finishConnect()) {
        selector.select();
      }
    }
    key.interestOps(SelectionKey.OP_READ);
    return channel;
  }

  private static void reset(Socket accepted) throws IOException {
    accepted.setSoLinger(true, 0);
  }

  static void closeSecondOrReset(Socket accepted) throws IOException {
    try {
      OneConnectionServer.closeSecond(accepted);
    } catch (SocketException expected) {
      // The client's kernel resets when data is unread.
    }
  }

  private static int available(InputStream in) {
    try {
      return in.available();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void tell(String name, OneConnectionServer server, String api, String closedBy) {
    new Expectation(name, server.address().getPort(), server.peerPort(), "CONNECTED", api, closedBy)
        .tell();
  }

  private static void check(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("the case did not go as it should");
    }
  }
}
