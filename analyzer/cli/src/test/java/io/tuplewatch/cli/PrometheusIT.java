package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus scrapes watch, and the rules and the dashboard of samples/grafana are asked.
 * Without Prometheus it is skipped, unless {@code TUPLEWATCH_PROMETHEUS=required}.
 */
@EnabledOnOs(OS.LINUX) // as the agent
@Timeout(300)
class PrometheusIT {

  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final Path GRAFANA = Path.of("../../samples/grafana").toAbsolutePath().normalize();

  @TempDir private Path directory;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void requirePrometheus() throws Exception {
    boolean there = true;
    try {
      there = new ProcessBuilder("promtool", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      there = false;
    }
    if (!there && "required".equals(System.getenv("TUPLEWATCH_PROMETHEUS"))) {
      throw new IllegalStateException("there is no promtool here");
    }
    assumeTrue(there, "there is no promtool here");
  }

  @Test
  void rulesAreValidAndAlertAsTheirTestsSay() throws Exception {
    assertThat(promtool("check", "rules", "tuplewatch-rules.yml")).contains("SUCCESS");
    assertThat(promtool("test", "rules", "tuplewatch-rules-test.yml")).contains("SUCCESS");
  }

  @Test
  void everyQueryOfTheDashboardHasDataOfAWatchedJvm() throws Exception {
    try (ReusingJvm jvm =
        ReusingJvm.withAgent(JAVA, directory, "record=" + directory.resolve("own.jfr"))) {
      Process watch = Tool.start("watch", jvm.pid(), "--metrics", "127.0.0.1:0");
      BufferedReader said = Tool.said(watch);
      String url = Tool.lineWith(said, "metrics at http").replaceFirst(".*(http)", "$1");
      Tool.lineWith(said, "watching");
      Path metrics = directory.resolve("metrics");
      int port = freePort();
      Process prometheus = prometheus(URI.create(url).getAuthority(), port);
      try {
        jvm.connect(20);
        jvm.fail();
        Tool.lineWith(said, "failed early reuse: ");
        awaitValue(port, "tuplewatch_failed_early_reuses_total", "1");
        assertThat(value(port, "sum(tuplewatch_connects_total)")).isEqualTo("21");
        for (String query : queries()) {
          awaitData(port, query);
        }
        Files.writeString(metrics, get(url));
        assertThat(promtoolWithInput(metrics, "check", "metrics")).isEmpty();
      } finally {
        prometheus.destroy();
        watch.destroy();
      }
      assertThat(prometheus.waitFor()).isZero();
      watch.waitFor();
    }
  }

  /** Those of the dashboard, with what Grafana would put in. */
  private static List<String> queries() throws IOException {
    List<String> queries = new ArrayList<>();
    try (JsonParser json =
        new JsonFactory().createParser(Files.readString(GRAFANA.resolve("dashboard.json")))) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.FIELD_NAME && json.currentName().equals("expr")) {
          queries.add(
              json.nextTextValue()
                  .replace("$__rate_interval", "1m")
                  .replace("$__range", "1h")
                  .replace("$process", ".*"));
        }
      }
    }
    assertThat(queries).hasSizeGreaterThan(10);
    return queries;
  }

  private Process prometheus(String target, int port) throws IOException {
    Path config = directory.resolve("prometheus.yml");
    Files.writeString(
        config,
        """
        global:
          scrape_interval: 1s
          evaluation_interval: 1s
        rule_files:
          - %s
        scrape_configs:
          - job_name: tuplewatch
            static_configs:
              - targets: ["%s"]
        """
            .formatted(GRAFANA.resolve("tuplewatch-rules.yml"), target));
    return new ProcessBuilder(
            "prometheus",
            "--config.file=" + config,
            "--storage.tsdb.path=" + directory.resolve("tsdb"),
            "--web.listen-address=127.0.0.1:" + port)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("prometheus.log").toFile())
        .start();
  }

  /** Below those that the kernel gives to the connects of other tests, which run meanwhile. */
  private static int freePort() {
    for (int port = 20_000; port < 30_000; port++) {
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // The next one, then.
      }
    }
    throw new IllegalStateException("no free port");
  }

  private void awaitValue(int port, String query, String value) throws Exception {
    await(query + " is " + value, () -> value(port, query).equals(value));
  }

  private void awaitData(int port, String query) throws Exception {
    await(query + " has data", () -> !value(port, query).isEmpty());
  }

  private void await(String what, Callable<Boolean> question) throws Exception {
    try {
      Await.until(what, question);
    } catch (AssertionError never) {
      throw new AssertionError(Files.readString(directory.resolve("prometheus.log")), never);
    }
  }

  /** The first value of a query's answer; empty if it has none, or Prometheus is not up yet. */
  private String value(int port, String query) throws InterruptedException {
    try {
      String answer =
          get(
              "http://127.0.0.1:"
                  + port
                  + "/api/v1/query?query="
                  + URLEncoder.encode(query, StandardCharsets.UTF_8));
      String before = "\"value\":[";
      int value = answer.indexOf(before);
      return value < 0 ? "" : answer.substring(value).replaceFirst("[^,]*,\"([^\"]*)\".*", "$1");
    } catch (IOException e) {
      return "";
    }
  }

  private String get(String url) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static String promtool(String... arguments) throws Exception {
    return promtoolWithInput(Path.of("/dev/null"), arguments);
  }

  private static String promtoolWithInput(Path input, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(GRAFANA.toFile())
            .redirectErrorStream(true)
            .redirectInput(input.toFile())
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
