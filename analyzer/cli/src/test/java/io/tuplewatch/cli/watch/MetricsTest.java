package io.tuplewatch.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Metrics metrics = new Metrics(registry, 200);

  @Test
  void countersAreThereFromTheFirstConnectOnSoThatTheFirstFailureIsAnIncrease() throws Exception {
    metrics.accept(Connects.worked("10.1.0.1", 443));

    assertThat(served("text/plain"))
        .contains("tuplewatch_connects_total" + LABELS + " 1.0")
        .contains("tuplewatch_failed_early_reuses_total" + LABELS + " 0.0")
        .contains("error_type=\"TIMED_OUT\",process_command=\"OrderService\"")
        .contains("tuplewatch_connect_duration_seconds_count" + LABELS + " 1");
  }

  private static final String LABELS =
      "{process_command=\"OrderService\",process_pid=\"4711\",server_address=\"10.1.0.1\","
          + "server_port=\"443\"}";

  @Test
  void failedEarlyReuseHasItsSourceForAnExemplar() throws Exception {
    metrics.accept(Connects.failedEarlyReuse("10.1.0.1", 443));

    assertThat(served("application/openmetrics-text"))
        .contains(
            "tuplewatch_failed_early_reuses_total" + LABELS + " 1.0 # {client=\"10.0.0.1:40000\"}");
  }

  @Test
  void destinationsBeyondTheFirstAreServedAsOther() throws Exception {
    for (int i = 0; i < 5000; i++) {
      metrics.accept(Connects.worked("10.1." + i / 250 + "." + i % 250, 443));
    }
    String served = served("text/plain");

    assertThat(served.lines().filter(line -> line.startsWith("tuplewatch_connects_total{")))
        .hasSize(201);
    assertThat(served)
        .contains(
            "tuplewatch_connects_total{process_command=\"OrderService\",process_pid=\"4711\","
                + "server_address=\"other\",server_port=\"\"} 4800.0");
  }

  @Test
  void jvmThatHasEndedIsServedNoMore() throws Exception {
    metrics.accept(Connects.failed("10.1.0.1", 443, "db"));
    metrics.remove(Connects.JVM);

    assertThat(served("text/plain")).doesNotContain("4711");
  }

  private String served(String format) throws IOException, InterruptedException {
    try (MetricsServer server =
        MetricsServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), registry)) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/metrics"))
              .header("Accept", format)
              .build();
      return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
