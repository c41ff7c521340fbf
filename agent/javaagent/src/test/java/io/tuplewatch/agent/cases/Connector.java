package io.tuplewatch.agent.cases;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A way in which a Java program connects. */
interface Connector {

  /** What the event must call it. */
  String api();

  /**
   * Connects, or throws after closing.
   *
   * @param timeoutMillis used by those that have a timeout; 0 = none
   */
  Closeable connect(InetSocketAddress to, int timeoutMillis) throws IOException;
}
