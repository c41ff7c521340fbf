package io.tuplewatch.lruports;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Asks another socket, which may be another one each time. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // The other socket does it.
abstract class ForwardingSocket extends Socket {

  /** The socket that is asked. */
  abstract Socket socket();

  @Override
  public @Nullable InetAddress getInetAddress() {
    return socket().getInetAddress();
  }

  @Override
  public InetAddress getLocalAddress() {
    return socket().getLocalAddress();
  }

  @Override
  public int getPort() {
    return socket().getPort();
  }

  @Override
  public int getLocalPort() {
    return socket().getLocalPort();
  }

  @Override
  public @Nullable SocketAddress getRemoteSocketAddress() {
    return socket().getRemoteSocketAddress();
  }

  @Override
  public @Nullable SocketAddress getLocalSocketAddress() {
    return socket().getLocalSocketAddress();
  }

  @Override
  public @Nullable SocketChannel getChannel() {
    return socket().getChannel();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return socket().getInputStream();
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return socket().getOutputStream();
  }

  @Override
  public boolean getTcpNoDelay() throws SocketException {
    return socket().getTcpNoDelay();
  }

  @Override
  public int getSoLinger() throws SocketException {
    return socket().getSoLinger();
  }

  @Override
  public boolean getOOBInline() throws SocketException {
    return socket().getOOBInline();
  }

  @Override
  public int getSoTimeout() throws SocketException {
    return socket().getSoTimeout();
  }

  @Override
  public int getSendBufferSize() throws SocketException {
    return socket().getSendBufferSize();
  }

  @Override
  public int getReceiveBufferSize() throws SocketException {
    return socket().getReceiveBufferSize();
  }

  @Override
  public boolean getKeepAlive() throws SocketException {
    return socket().getKeepAlive();
  }

  @Override
  public int getTrafficClass() throws SocketException {
    return socket().getTrafficClass();
  }

  @Override
  public boolean getReuseAddress() throws SocketException {
    return socket().getReuseAddress();
  }

  @Override
  public boolean isConnected() {
    return socket().isConnected();
  }

  @Override
  public boolean isBound() {
    return socket().isBound();
  }

  @Override
  public boolean isClosed() {
    return socket().isClosed();
  }

  @Override
  public boolean isInputShutdown() {
    return socket().isInputShutdown();
  }

  @Override
  public boolean isOutputShutdown() {
    return socket().isOutputShutdown();
  }

  @Override
  public String toString() {
    return socket().toString();
  }

  @Override
  public void bind(@Nullable SocketAddress local) throws IOException {
    socket().bind(local);
  }

  @Override
  public void sendUrgentData(int data) throws IOException {
    socket().sendUrgentData(data);
  }

  @Override
  public void shutdownInput() throws IOException {
    socket().shutdownInput();
  }

  @Override
  public void shutdownOutput() throws IOException {
    socket().shutdownOutput();
  }

  @Override
  public void setPerformancePreferences(int connectionTime, int latency, int bandwidth) {
    socket().setPerformancePreferences(connectionTime, latency, bandwidth);
  }
}
