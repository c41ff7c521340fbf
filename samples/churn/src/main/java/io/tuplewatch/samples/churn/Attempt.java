package io.tuplewatch.samples.churn;

import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * One connect of the client, and what came of it.
 *
 * @param localPort 0 if it failed: the JDK then no longer tells
 * @param outcome {@link #CONNECTED} or the class of the exception
 * @param exchange {@link #DONE}, the class of the exception, or empty if it never connected
 */
record Attempt(InetSocketAddress remote, int localPort, String outcome, String exchange) {

  static final String CONNECTED = "connected";
  static final String DONE = "done";

  /**
   * Connects, exchanges the bytes and closes. A failure of any of it is a result.
   *
   * @param connector belongs to this thread, as does the exchange
   * @param timeoutMillis for the connect; 0 = the kernel's own
   */
  static Attempt run(
      Connector connector, InetSocketAddress remote, int timeoutMillis, Exchange exchange) {
    int localPort = 0;
    boolean connected = false;
    try (Connection connection = connector.open()) {
      connection.connect(remote, timeoutMillis);
      connected = true;
      localPort = connection.localPort();
      exchange.over(connection);
    } catch (IOException | RuntimeException e) {
      String exception = e.getClass().getName();
      return connected
          ? new Attempt(remote, localPort, CONNECTED, exception)
          : new Attempt(remote, 0, exception, "");
    }
    return new Attempt(remote, localPort, CONNECTED, DONE);
  }

  boolean connected() {
    return outcome.equals(CONNECTED);
  }

  boolean exchanged() {
    return exchange.equals(DONE);
  }
}
