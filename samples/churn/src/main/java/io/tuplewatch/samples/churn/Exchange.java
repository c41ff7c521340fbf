package io.tuplewatch.samples.churn;

import java.io.EOFException;
import java.io.IOException;

/**
 * What the client does with each of its connections: sends the request and receives the reply. Not
 * thread-safe, as it reuses its buffer.
 */
final class Exchange {

  private final byte[] request;
  private final byte[] reply;
  private final ClosingSide close;

  /**
   * @param bytes of the request and of the reply, at least 1
   * @param close {@link ClosingSide#SERVER} = wait for the server's FIN after the reply
   */
  Exchange(int bytes, ClosingSide close) {
    this.request = new byte[bytes];
    this.request[bytes - 1] = '\n';
    this.reply = new byte[bytes];
    this.close = close;
  }

  /**
   * @throws IOException also if the server does not send the reply asked for
   */
  void over(Connection connection) throws IOException {
    connection.write(request);
    int received = 0;
    while (received < reply.length) {
      int count = connection.read(reply);
      if (count < 0) {
        throw new EOFException("the server closed before its reply was complete");
      }
      received += count;
    }
    boolean more = received > reply.length;
    if (more || (close == ClosingSide.SERVER && connection.read(reply) >= 0)) {
      throw new IOException("the server sent more than was asked for");
    }
  }
}
