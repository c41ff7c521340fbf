package io.tuplewatch.samples.churn;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A {@link Socket}: a plain one, or the adaptor of a channel, which alone has timeouts. */
final class BlockingConnection implements Connection {

  private final Socket socket;

  BlockingConnection(Socket socket) {
    this.socket = socket;
  }

  @Override
  public void connect(InetSocketAddress remote, int timeoutMillis) throws IOException {
    socket.connect(remote, timeoutMillis);
    socket.setSoTimeout(REPLY_TIMEOUT_MILLIS);
  }

  @Override
  public int localPort() {
    return socket.getLocalPort();
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  @Override
  public int read(byte[] into) throws IOException {
    return socket.getInputStream().read(into);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
