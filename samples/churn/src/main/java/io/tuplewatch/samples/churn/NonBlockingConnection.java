package io.tuplewatch.samples.churn;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/** A non-blocking {@link SocketChannel} that waits on the selector of its thread. */
final class NonBlockingConnection implements Connection {

  private final Selector selector;
  private final SocketChannel channel;
  private final SelectionKey key;

  /**
   * @param selector has no other channel at the same time
   */
  NonBlockingConnection(Selector selector) throws IOException {
    this.selector = selector;
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    key = channel.register(selector, 0);
  }

  @Override
  public void connect(InetSocketAddress remote, int timeoutMillis) throws IOException {
    long start = System.nanoTime();
    boolean connected = channel.connect(remote);
    while (!connected) {
      await(SelectionKey.OP_CONNECT, start, timeoutMillis, "Connect timed out");
      connected = channel.finishConnect();
    }
  }

  @Override
  public int localPort() throws IOException {
    return ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    channel.write(buffer);
    while (buffer.hasRemaining()) {
      await(SelectionKey.OP_WRITE, System.nanoTime(), REPLY_TIMEOUT_MILLIS, "Write timed out");
      channel.write(buffer);
    }
  }

  @Override
  public int read(byte[] into) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(into);
    long start = System.nanoTime();
    int count = channel.read(buffer);
    while (count == 0) {
      await(SelectionKey.OP_READ, start, REPLY_TIMEOUT_MILLIS, "Read timed out");
      count = channel.read(buffer);
    }
    return count;
  }

  /** A registered channel keeps its descriptor until the selector has dropped its key. */
  @Override
  public void close() throws IOException {
    channel.close();
    selector.selectNow();
  }

  /**
   * @param start of the timeout, as of {@link System#nanoTime}
   * @param timeoutMillis 0 = none
   */
  private void await(int operation, long start, int timeoutMillis, String message)
      throws IOException {
    key.interestOps(operation);
    if (timeoutMillis == 0) {
      selector.select();
    } else {
      long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      if (elapsed >= timeoutMillis) {
        throw new SocketTimeoutException(message);
      }
      selector.select(timeoutMillis - elapsed);
    }
    selector.selectedKeys().clear();
  }
}
