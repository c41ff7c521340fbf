package io.tuplewatch.samples.churn;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import javax.net.SocketFactory;

/** Makes the sockets of one thread, all through the same API of the JDK. */
interface Connector extends Closeable {

  /** A new socket, neither bound nor connected. */
  Connection open() throws IOException;

  @Override
  default void close() throws IOException {}

  /** The APIs, as the option {@code --api} names them. */
  enum Api {
    SOCKET,
    CHANNEL,
    NON_BLOCKING_CHANNEL;

    /** The factory makes the sockets of {@link #SOCKET}. */
    Connector newConnector(SocketFactory sockets) throws IOException {
      return switch (this) {
        case SOCKET -> () -> new BlockingConnection(sockets.createSocket());
        case CHANNEL -> () -> new BlockingConnection(SocketChannel.open().socket());
        case NON_BLOCKING_CHANNEL -> new NonBlockingConnector(Selector.open());
      };
    }
  }

  /** All sockets of a thread wait on one selector, one after the other. */
  record NonBlockingConnector(Selector selector) implements Connector {

    @Override
    public Connection open() throws IOException {
      return new NonBlockingConnection(selector);
    }

    @Override
    public void close() throws IOException {
      selector.close();
    }
  }
}
