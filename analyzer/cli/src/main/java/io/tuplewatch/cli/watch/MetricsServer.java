package io.tuplewatch.cli.watch;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves metrics at {@code /metrics}, to whoever asks. */
public final class MetricsServer implements AutoCloseable {

  private static final int THREADS = 2;

  private final HTTPServer server;
  private final ExecutorService executor;

  private MetricsServer(HTTPServer server, ExecutorService executor) {
    this.server = server;
    this.executor = executor;
  }

  /**
   * Begins to serve.
   *
   * @param address port 0 for any
   * @throws IOException if nobody can listen there
   */
  public static MetricsServer start(InetSocketAddress address, PrometheusRegistry registry)
      throws IOException {
    ExecutorService executor =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "tuplewatch-metrics");
              thread.setDaemon(true);
              return thread;
            });
    try {
      HTTPServer server =
          HTTPServer.builder()
              .inetAddress(address.getAddress())
              .port(address.getPort())
              .registry(registry)
              .executorService(executor)
              .buildAndStart();
      return new MetricsServer(server, executor);
    } catch (IOException e) {
      executor.shutdownNow();
      throw e;
    }
  }

  /** Where it listens. */
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.close();
    executor.shutdownNow();
  }
}
