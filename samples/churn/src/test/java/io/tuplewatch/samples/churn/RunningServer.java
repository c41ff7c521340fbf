package io.tuplewatch.samples.churn;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A server on a thread of this JVM. */
final class RunningServer implements AutoCloseable {

  private final Server server;
  private final FutureTask<String> summary;
  private final int port;

  private RunningServer(Server server) {
    this.server = server;
    this.port = server.port();
    this.summary = new FutureTask<>(server::run);
    new Thread(summary, "server").start();
  }

  static RunningServer start(String... options) throws IOException, UsageException {
    return new RunningServer(Server.open(ServerOptions.parse(List.of(options))));
  }

  String port() {
    return String.valueOf(port);
  }

  /** Waits until the server has ended by itself; it fails the test after 10 s. */
  String summary() throws Exception {
    return summary.get(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    server.stop();
  }
}
