package io.tuplewatch.samples.churn;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;

/** One socket of the client, from its connect to its close. Belongs to one thread. */
interface Connection extends Closeable {

  /** So that a dead path, or a server that waits for this side to close, cannot hold a thread. */
  int REPLY_TIMEOUT_MILLIS = 10_000;

  /**
   * Connects, from a source port of the kernel's choice.
   *
   * @param timeoutMillis 0 = the kernel's own
   */
  void connect(InetSocketAddress remote, int timeoutMillis) throws IOException;

  /** The source port, 1 to 65535, of a connected socket. */
  int localPort() throws IOException;

  /** Sends all of it. */
  void write(byte[] bytes) throws IOException;

  /**
   * Receives at least one byte.
   *
   * @return how many, or -1 when the server has closed
   * @throws java.net.SocketTimeoutException after {@link #REPLY_TIMEOUT_MILLIS} of silence
   */
  int read(byte[] into) throws IOException;
}
