package io.tuplewatch.lruports;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * The factory that drivers and HTTP clients are given by name or as an object. All factories share
 * the table of the JVM. Thread-safe.
 */
public final class LruSocketFactory extends SocketFactory {

  private static final LruSocketFactory DEFAULT = new LruSocketFactory();

  private final LruPorts ports;

  /** For those who make it by its class name, such as {@code socketFactory} of pgjdbc. */
  public LruSocketFactory() {
    this(LruPorts.shared());
  }

  LruSocketFactory(LruPorts ports) {
    this.ports = ports;
  }

  /** For those who look for it, as they do on an {@code SSLSocketFactory}. */
  public static SocketFactory getDefault() {
    return DEFAULT;
  }

  @Override
  public Socket createSocket() {
    return ports.socket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return ports.connect(new InetSocketAddress(host, port), 0);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return ports.connect(new InetSocketAddress(host, port), 0);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return bound(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return bound(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
  }

  private Socket bound(InetSocketAddress remote, InetSocketAddress local) throws IOException {
    Socket socket = ports.socket();
    try {
      socket.bind(local);
      socket.connect(remote);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
