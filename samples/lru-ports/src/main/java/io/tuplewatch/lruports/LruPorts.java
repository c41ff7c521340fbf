package io.tuplewatch.lruports;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Random;

/**
 * Connects from the source port that was used least recently toward the destination. Thread-safe.
 *
 * <p>Sockets are bound to a port with {@code SO_REUSEADDR}, so that a port in TIME_WAIT, or in use
 * toward another destination, is no hindrance. On any trouble the kernel chooses, as it does
 * without this: where the range cannot be read, or others hold the ports that come next. No connect
 * fails that the kernel's choice would not have failed.
 *
 * <p>Memory is bounded: five bytes per port and destination, 64 destinations, 9 MB with the default
 * range; of more, those asked for least recently are forgotten. Cost: see README.md.
 */
public final class LruPorts {

  /** The system property that names the file in which the order of ports outlives the JVM. */
  public static final String FILE_PROPERTY = "tuplewatch.lruports.file";

  private static final class Shared {
    static final LruPorts PORTS = start();

    private static LruPorts start() {
      LruPorts ports = new LruPorts(Paths.get("/proc/sys/net/ipv4"), new Random());
      String file = System.getProperty(FILE_PROPERTY);
      if (file != null) {
        ports.keepIn(Paths.get(file));
      }
      return ports;
    }
  }

  private final Destinations destinations;
  private final PortChoice choice;

  /** With a table of its own, for tests. */
  LruPorts(Path sysctls, Random random) {
    destinations = new Destinations(sysctls, random);
    choice = new PortChoice(destinations);
  }

  /** The table of this JVM, which all ways to connect share. */
  public static LruPorts shared() {
    return Shared.PORTS;
  }

  private void keepIn(Path file) {
    OrderFile orders = new OrderFile(file);
    destinations.restore(orders.read());
    orders.keep(destinations::orders);
  }

  /**
   * Connects a new socket.
   *
   * @param timeoutMillis 0 = the kernel's own
   * @throws IOException as {@link Socket#connect(java.net.SocketAddress, int)}
   */
  public Socket connect(InetSocketAddress remote, int timeoutMillis) throws IOException {
    LruSocket socket = new LruSocket(choice);
    socket.connect(remote, timeoutMillis);
    return socket;
  }

  /**
   * Connects a new blocking channel.
   *
   * @throws IOException as {@link SocketChannel#open(java.net.SocketAddress)}
   */
  public SocketChannel open(InetSocketAddress remote) throws IOException {
    return choice.open(remote, new ChannelOpener(remote, true));
  }

  /**
   * Begins to connect a new non-blocking channel; {@link SocketChannel#finishConnect} ends it. A
   * close is seen only at some later connect, so that the port rests longer, never shorter.
   *
   * @throws IOException if it could not begin
   */
  public SocketChannel begin(InetSocketAddress remote) throws IOException {
    return choice.open(remote, new ChannelOpener(remote, false));
  }

  /** A socket that chooses its port when it connects. */
  Socket socket() {
    return new LruSocket(choice);
  }

  PortChoice choice() {
    return choice;
  }

  /** Connections so far whose port was the one used least recently. */
  public long chosenHere() {
    return choice.fromTable();
  }

  /** Connections so far whose port the kernel chose. */
  public long chosenByKernel() {
    return choice.fromKernel();
  }
}
