package io.tuplewatch.samples.churn;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * The server: one thread and one selector. Memory is constant per open connection, whatever a
 * client sends. {@link #stop} may be called from any thread, all else from one.
 */
final class Server {

  /** The kernel cuts it to net.core.somaxconn. */
  private static final int BACKLOG = 65535;

  private final ServerOptions options;
  private final ServerSocketChannel listener;
  private final Selector selector;
  private final CsvLog log;
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(1 << 16);
  private volatile boolean stopped;
  private int accepted;
  private int open;
  private int brokenOff;

  private Server(
      ServerOptions options, ServerSocketChannel listener, Selector selector, CsvLog log) {
    this.options = options;
    this.listener = listener;
    this.selector = selector;
    this.log = log;
  }

  /** A server that already listens. {@link #run} must follow, since it also closes. */
  static Server open(ServerOptions options) throws IOException {
    CsvLog log =
        CsvLog.create(options.log(), "localAddress", "localPort", "peerAddress", "peerPort");
    Selector selector = Selector.open();
    ServerSocketChannel listener = ServerSocketChannel.open();
    listen(listener, options);
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
    return new Server(options, listener, selector, log);
  }

  private static void listen(ServerSocketChannel listener, ServerOptions options)
      throws IOException {
    listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    InetSocketAddress address = new InetSocketAddress(options.bind(), options.port());
    String name = Arguments.quoted(options.bind()) + " port " + options.port();
    if (address.isUnresolved()) {
      throw new IOException("cannot listen on " + name + ": unknown host");
    }
    try {
      listener.bind(address, BACKLOG);
    } catch (IOException e) {
      throw new IOException("cannot listen on " + name, e);
    }
  }

  int port() {
    return listener.socket().getLocalPort();
  }

  /** Makes {@link #run} return soon; connections still open are then closed. */
  void stop() {
    stopped = true;
    selector.wakeup();
  }

  /** Serves until stopped or the asked number of connections is over; returns a summary. */
  String run() throws IOException {
    try (log;
        selector;
        listener) {
      while (!stopped && !(limitReached() && open == 0)) {
        selector.select();
        for (SelectionKey key : selector.selectedKeys()) {
          if (key.isAcceptable()) {
            acceptAll();
          } else {
            serve(key);
          }
        }
        selector.selectedKeys().clear();
      }
      closeOpenConnections();
    }
    return accepted + " connections accepted, " + brokenOff + " broken off";
  }

  private boolean limitReached() {
    return options.connections() > 0 && accepted >= options.connections();
  }

  private void acceptAll() throws IOException {
    while (!limitReached()) {
      SocketChannel channel = listener.accept();
      if (channel == null) {
        return;
      }
      accepted++;
      open++;
      logAccepted(channel);
      channel.configureBlocking(false);
      ServedConnection connection = new ServedConnection(channel, scratch, options.close());
      channel.register(selector, SelectionKey.OP_READ, connection);
    }
    listener.close();
  }

  private void logAccepted(SocketChannel channel) throws IOException {
    InetSocketAddress local = (InetSocketAddress) channel.getLocalAddress();
    InetSocketAddress peer = (InetSocketAddress) channel.getRemoteAddress();
    log.row(
        local.getAddress().getHostAddress(),
        local.getPort(),
        peer.getAddress().getHostAddress(),
        peer.getPort());
  }

  private void serve(SelectionKey key) throws IOException {
    ServedConnection connection = (ServedConnection) key.attachment();
    try {
      if (connection.proceed()) {
        key.interestOps(connection.interest());
        return;
      }
    } catch (IOException e) {
      brokenOff++;
    }
    open--;
    key.channel().close();
  }

  private void closeOpenConnections() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
  }
}
