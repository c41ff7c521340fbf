package io.tuplewatch.lruports;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A socket that chooses its port when it connects. It stands for a plain one, and after an attempt
 * that failed for want of a port, when that one is of no further use, for the next, with the same
 * options. A socket that its user binds is left alone. As thread-safe as {@link Socket}.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // The other socket does it.
final class LruSocket extends ForwardingSocket {

  /** An option of a socket, to be set on the next one too. */
  private interface Option<X extends IOException> {
    void set(Socket socket) throws X;
  }

  private final PortChoice choice;
  private final Object lock = new Object();
  private final List<Option<?>> options = new ArrayList<>();
  private volatile Socket socket = new Socket();
  private volatile @Nullable Lease lease;
  private boolean closed;

  LruSocket(PortChoice choice) {
    this.choice = choice;
  }

  @Override
  Socket socket() {
    return socket;
  }

  @Override
  public void connect(SocketAddress remote) throws IOException {
    connect(remote, 0);
  }

  @Override
  public void connect(SocketAddress remote, int timeoutMillis) throws IOException {
    if (!isChoiceOurs(remote) || timeoutMillis < 0) {
      socket.connect(remote, timeoutMillis);
      return;
    }
    try {
      choice.open((InetSocketAddress) remote, new Attempts(remote, timeoutMillis));
    } catch (IOException e) {
      close(); // As a plain socket does.
      throw e;
    }
  }

  private boolean isChoiceOurs(SocketAddress remote) {
    return remote instanceof InetSocketAddress
        && !((InetSocketAddress) remote).isUnresolved()
        && !socket.isBound()
        && !socket.isConnected()
        && !socket.isClosed();
  }

  /** The attempts of one connect, which share its timeout. */
  private final class Attempts implements PortChoice.Opener<Socket> {

    private final SocketAddress remote;
    private final int timeoutMillis;
    private final long startNanos = System.nanoTime();
    private boolean begun;

    Attempts(SocketAddress remote, int timeoutMillis) {
      this.remote = remote;
      this.timeoutMillis = timeoutMillis;
    }

    @Override
    public Socket open(int port) throws IOException {
      Socket attempt = begun ? replaced() : socket;
      begun = true;
      if (port != 0) {
        attempt.setReuseAddress(true);
        attempt.bind(new InetSocketAddress(port));
      }
      attempt.connect(remote, millisLeft());
      return attempt;
    }

    private int millisLeft() throws SocketTimeoutException {
      long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
      if (timeoutMillis > 0 && passed >= timeoutMillis) {
        throw new SocketTimeoutException("Connect timed out");
      }
      return timeoutMillis == 0 ? 0 : (int) (timeoutMillis - passed);
    }

    @Override
    public int port(Socket opened) {
      return opened.getLocalPort();
    }

    @Override
    public void hold(Socket opened, Lease held) {
      lease = held;
      held.expired(); // It may have been closed since.
    }
  }

  private Socket replaced() throws IOException {
    socket.close();
    synchronized (lock) {
      if (closed) {
        throw new SocketException("Socket closed");
      }
      Socket next = new Socket();
      socket = next;
      for (Option<?> option : options) {
        option.set(next);
      }
      return next;
    }
  }

  private <X extends IOException> void apply(Option<X> option) throws X {
    synchronized (lock) {
      option.set(socket);
      if (!socket.isConnected()) {
        options.add(option);
      }
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (lock) {
      closed = true;
    }
    try {
      socket.close();
    } finally {
      Lease held = lease;
      if (held != null) {
        held.release();
      }
    }
  }

  // Of Java 9; without these, options would be set on a socket that never connects.

  /** Does what {@code Socket.setOption} does. */
  @SuppressWarnings("MissingOverride")
  public <T> Socket setOption(SocketOption<T> name, T value) throws IOException {
    apply((Socket to) -> JavaNineOptions.set(to, name, value));
    return this;
  }

  /** Does what {@code Socket.getOption} does. */
  @SuppressWarnings({"MissingOverride", "TypeParameterUnusedInFormals"})
  public <T> T getOption(SocketOption<T> name) throws IOException {
    return JavaNineOptions.get(socket, name);
  }

  /** Does what {@code Socket.supportedOptions} does. */
  @SuppressWarnings("MissingOverride")
  public Set<SocketOption<?>> supportedOptions() {
    return JavaNineOptions.supported(socket);
  }

  @Override
  public void setTcpNoDelay(boolean on) throws SocketException {
    apply((Option<SocketException>) to -> to.setTcpNoDelay(on));
  }

  @Override
  public void setSoLinger(boolean on, int seconds) throws SocketException {
    apply((Option<SocketException>) to -> to.setSoLinger(on, seconds));
  }

  @Override
  public void setOOBInline(boolean on) throws SocketException {
    apply((Option<SocketException>) to -> to.setOOBInline(on));
  }

  @Override
  public void setSoTimeout(int millis) throws SocketException {
    apply((Option<SocketException>) to -> to.setSoTimeout(millis));
  }

  @Override
  public void setSendBufferSize(int bytes) throws SocketException {
    apply((Option<SocketException>) to -> to.setSendBufferSize(bytes));
  }

  @Override
  public void setReceiveBufferSize(int bytes) throws SocketException {
    apply((Option<SocketException>) to -> to.setReceiveBufferSize(bytes));
  }

  @Override
  public void setKeepAlive(boolean on) throws SocketException {
    apply((Option<SocketException>) to -> to.setKeepAlive(on));
  }

  @Override
  public void setTrafficClass(int trafficClass) throws SocketException {
    apply((Option<SocketException>) to -> to.setTrafficClass(trafficClass));
  }

  @Override
  public void setReuseAddress(boolean on) throws SocketException {
    apply((Option<SocketException>) to -> to.setReuseAddress(on));
  }
}
