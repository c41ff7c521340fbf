package io.tuplewatch.agent.cases;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSocketFactory;

/**
 * The other ways to a connection, each of them one connect and one close: constructors, TLS, SOCKS,
 * IPv6, virtual threads, a second connect. And what is no TCP connection, and must leave nothing.
 * The expected source port is the server's view of the peer port.
 */
@SuppressWarnings("AddressSelection") // Constructors with a host's name are among the cases.
public final class SocketCases {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private interface Opening {
    Closeable open(InetSocketAddress to) throws Exception;
  }

  private SocketCases() {}

  public static void main(String[] args) throws Exception {
    constructors();
    connectsOnce("TLS", to -> SSLSocketFactory.getDefault().createSocket(LOOPBACK, to.getPort()));
    connectsOnce("TLS over an open socket", SocketCases::layeredTls);
    connectsThroughSocks();
    connectsOnce("a second connect, socket", SocketCases::secondConnectOfSocket);
    connectsOnce("a second connect, channel", "CHANNEL", SocketCases::secondConnectOfChannel);
    connectsOnce("IPv4 only", "CHANNEL", SocketCases::ipv4Channel);
    connectsOverIpv6();
    inVirtualThreads();
    usesUdp();
    usesUnixDomainSockets();
  }

  private static void constructors() throws Exception {
    connectsOnce("Socket(String, int)", to -> new Socket("127.0.0.1", to.getPort()));
    connectsOnce("Socket(InetAddress, int)", to -> new Socket(LOOPBACK, to.getPort()));
    connectsOnce("Socket(String, int, boolean)", SocketCases::streamSocket);
    connectsOnce("Socket(Proxy)", SocketCases::withoutProxy);
    connectsOnce(
        "Socket(String, int, InetAddress, int)",
        "SOCKET bound",
        to -> new Socket("127.0.0.1", to.getPort(), LOOPBACK, 0));
    connectsOnce(
        "Socket(InetAddress, int, InetAddress, int)",
        "SOCKET bound",
        to -> new Socket(LOOPBACK, to.getPort(), LOOPBACK, 0));
    connectsOnce("bind, then connect", "SOCKET bound", SocketCases::bindAndConnect);
  }

  @SuppressWarnings("deprecation")
  private static Closeable streamSocket(InetSocketAddress to) throws IOException {
    return new Socket("127.0.0.1", to.getPort(), true);
  }

  private static Closeable withoutProxy(InetSocketAddress to) throws IOException {
    Socket socket = new Socket(Proxy.NO_PROXY);
    socket.connect(to);
    return socket;
  }

  private static Closeable bindAndConnect(InetSocketAddress to) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(LOOPBACK, 0));
    socket.connect(to);
    return socket;
  }

  private static Closeable layeredTls(InetSocketAddress to) throws IOException {
    Socket plain = new Socket(LOOPBACK, to.getPort());
    return ((SSLSocketFactory) SSLSocketFactory.getDefault())
        .createSocket(plain, "localhost", to.getPort(), true);
  }

  private static Closeable secondConnectOfSocket(InetSocketAddress to) throws IOException {
    Socket socket = new Socket(LOOPBACK, to.getPort());
    try {
      socket.connect(to);
    } catch (SocketException expected) {
      return socket;
    }
    throw new IllegalStateException("connected twice");
  }

  private static Closeable secondConnectOfChannel(InetSocketAddress to) throws IOException {
    SocketChannel channel = SocketChannel.open(to);
    try {
      channel.connect(to);
    } catch (AlreadyConnectedException expected) {
      return channel;
    }
    throw new IllegalStateException("connected twice");
  }

  /** There is no public way to an IPv4 channel before JDK 15. */
  private static Closeable ipv4Channel(InetSocketAddress to) throws Exception {
    SocketChannel channel = open(SocketChannel.class, StandardProtocolFamily.INET);
    channel = channel == null ? SocketChannel.open() : channel;
    channel.connect(to);
    return channel;
  }

  private static void connectsThroughSocks() throws Exception {
    connectsOnce(
        "SOCKS proxy",
        "SOCKET",
        accepted -> {
          DataInputStream in = new DataInputStream(accepted.getInputStream());
          in.readFully(new byte[3]);
          accepted.getOutputStream().write(new byte[] {5, 0});
          in.readFully(new byte[10]);
          accepted.getOutputStream().write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
          OneConnectionServer.closeSecond(accepted);
        },
        to -> {
          Socket socket = new Socket(new Proxy(Proxy.Type.SOCKS, to));
          socket.connect(new InetSocketAddress("192.0.2.77", 5432), 5_000);
          return socket;
        });
  }

  private static void connectsOverIpv6() throws Exception {
    InetAddress ipv6 = InetAddress.getByName("::1");
    try (ServerSocketChannel listening = ServerSocketChannel.open()) {
      listening.bind(new InetSocketAddress(ipv6, 0));
      int port = ((InetSocketAddress) listening.getLocalAddress()).getPort();
      Socket client = new Socket(ipv6, port);
      try (SocketChannel accepted = listening.accept()) {
        InetSocketAddress peer = (InetSocketAddress) accepted.getRemoteAddress();
        client.close();
        check(peer.getAddress() instanceof Inet6Address, "not over IPv6");
        new Expectation("IPv6", port, peer.getPort(), "CONNECTED", "SOCKET", "LOCAL").tell();
      }
    } catch (SocketException e) {
      System.out.println("no IPv6 on this machine: " + e.getMessage());
    }
  }

  /** JDK 21 and newer. */
  private static void inVirtualThreads() throws Exception {
    try {
      Thread.class.getMethod("startVirtualThread", Runnable.class);
    } catch (NoSuchMethodException e) {
      return;
    }
    connectsOnce("virtual thread", to -> virtually(() -> new Socket(LOOPBACK, to.getPort())));
    connectsOnce(
        "virtual thread, timeout",
        to -> virtually(() -> Client.SOCKET_WITH_TIMEOUT.connect(to, 5_000)));
    connectsOnce(
        "virtual thread, channel", "CHANNEL", to -> virtually(() -> SocketChannel.open(to)));
  }

  private interface Work {
    Closeable run() throws IOException;
  }

  private static Closeable virtually(Work work) throws Exception {
    CompletableFuture<Closeable> result = new CompletableFuture<>();
    Runnable task =
        () -> {
          try {
            result.complete(work.run());
          } catch (Throwable t) {
            result.completeExceptionally(t);
          }
        };
    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    return result.get();
  }

  private static void usesUdp() throws IOException {
    try (DatagramSocket receiving = new DatagramSocket(0, LOOPBACK);
        DatagramSocket socket = new DatagramSocket();
        DatagramChannel channel = DatagramChannel.open()) {
      socket.connect(receiving.getLocalSocketAddress());
      socket.send(new DatagramPacket(new byte[1], 1));
      channel.connect(receiving.getLocalSocketAddress());
      check(channel.write(ByteBuffer.allocate(1)) == 1, "not sent");
    }
  }

  /** JDK 16 and newer. */
  private static void usesUnixDomainSockets() throws Exception {
    ProtocolFamily unix;
    try {
      unix = (ProtocolFamily) StandardProtocolFamily.class.getField("UNIX").get(null);
    } catch (NoSuchFieldException e) {
      return;
    }
    Path path = Files.createTempDirectory("tuplewatch").resolve("socket");
    SocketAddress address =
        (SocketAddress)
            Class.forName("java.net.UnixDomainSocketAddress")
                .getMethod("of", Path.class)
                .invoke(null, path);
    try (ServerSocketChannel listening = open(ServerSocketChannel.class, unix);
        SocketChannel channel = open(SocketChannel.class, unix)) {
      listening.bind(address);
      channel.connect(address);
      listening.accept().close();
    } finally {
      Files.delete(path);
      Files.delete(path.getParent());
    }
  }

  /** {@code open(ProtocolFamily)}; null before JDK 15. */
  private static <T> T open(Class<T> channel, ProtocolFamily family)
      throws IllegalAccessException, InvocationTargetException {
    try {
      return channel.cast(channel.getMethod("open", ProtocolFamily.class).invoke(null, family));
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  private static void connectsOnce(String name, Opening opening) throws Exception {
    connectsOnce(name, "SOCKET", opening);
  }

  private static void connectsOnce(String name, String api, Opening opening) throws Exception {
    connectsOnce(name, api, OneConnectionServer::closeSecond, opening);
  }

  private static void connectsOnce(
      String name, String api, OneConnectionServer.Behaviour server, Opening opening)
      throws Exception {
    try (OneConnectionServer listening = new OneConnectionServer(server)) {
      opening.open(listening.address()).close();
      int port = listening.address().getPort();
      new Expectation(name, port, listening.peerPort(), "CONNECTED", api, "LOCAL").tell();
    }
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
