package io.tuplewatch.samples.churn;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;

/**
 * What the client does with each of its connections: sends requests and receives their replies. Not
 * thread-safe, as it reuses its buffer.
 */
final class Exchange {

  private final byte[] request;
  private final byte[] reply;
  private final ClosingSide close;
  private final int requests;
  private final int pauseMillis;

  Exchange(ClientOptions options) {
    this.request = new byte[options.bytes()];
    this.request[options.bytes() - 1] = '\n';
    this.reply = new byte[options.bytes()];
    this.close = options.close();
    this.requests = options.requests();
    this.pauseMillis = options.pauseMillis();
  }

  /**
   * Where the server closes first it also waits for the server's FIN.
   *
   * @throws IOException also if the server does not send the replies asked for
   */
  void over(Connection connection) throws IOException {
    once(connection);
    for (int i = 1; i < requests; i++) {
      pause();
      once(connection);
    }
    if (close == ClosingSide.SERVER && connection.read(reply) >= 0) {
      throw sentMore();
    }
  }

  private void once(Connection connection) throws IOException {
    connection.write(request);
    int received = 0;
    while (received < reply.length) {
      int count = connection.read(reply);
      if (count < 0) {
        throw new EOFException("the server closed before its reply was complete");
      }
      received += count;
    }
    if (received > reply.length) {
      throw sentMore();
    }
  }

  private void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(pauseMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted between two requests");
    }
  }

  private static IOException sentMore() {
    return new IOException("the server sent more than was asked for");
  }
}
