package io.tuplewatch.cli;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tuplewatch.cli.jvm.AgentConnection;
import io.tuplewatch.cli.jvm.RunningJvm;
import io.tuplewatch.cli.watch.Alarm;
import io.tuplewatch.cli.watch.Board;
import io.tuplewatch.cli.watch.Chores;
import io.tuplewatch.cli.watch.JvmSearch;
import io.tuplewatch.cli.watch.LineOutput;
import io.tuplewatch.cli.watch.Metrics;
import io.tuplewatch.cli.watch.MetricsServer;
import io.tuplewatch.cli.watch.TableOutput;
import io.tuplewatch.cli.watch.WatchOutput;
import io.tuplewatch.cli.watch.WatchedJvms;
import io.tuplewatch.report.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tuplewatch watch}: running JVMs, as their connects end. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    versionProvider = Tuplewatch.Version.class,
    description = {
      "Shows the connects of running JVMs as they end, from the recording that runs there: no port"
          + " is opened in them and nothing is changed. They must have the agent.",
      "On a terminal as a table that renews itself; otherwise a line for each failure, and a"
          + " summary a minute."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:ended as asked, with Ctrl-C, or with the JVMs",
      "1:there is no such JVM, or it cannot be watched",
      "2:wrong usage",
      "3:--until failed, and it has",
      "130:Ctrl-C twice"
    },
    footer = {
      "",
      "Examples:",
      "  tuplewatch watch OrderService --firewall-timeout 60m",
      "  tuplewatch watch 4711 --until failed --exec 'jcmd 4711 JFR.dump filename=/tmp/failed.jfr'",
      "  tuplewatch watch all --metrics 9464 >> tuplewatch.log"
    })
final class WatchCommand implements Callable<Integer> {

  private static final int FAILED = 3;
  private static final int MOST_DESTINATIONS = 5000;
  private static final int MOST_TUPLES = 100_000;
  private static final long BETWEEN_LOOKS_MILLIS = 200;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long BETWEEN_SEARCHES = 10 * SECOND;

  @Spec private CommandSpec spec;

  @Mixin private JvmSelection selection = new JvmSelection();
  @Mixin private TimeoutOptions timeout = new TimeoutOptions();

  @Parameters(
      index = "0",
      paramLabel = "PID|NAME|all",
      description = "Which JVMs; of all, also those that start later.")
  private String target;

  @Option(
      names = "--for",
      paramLabel = "SPAN",
      converter = Converters.DurationConverter.class,
      description = "How long: 30s, 15m, 2h. Default: until Ctrl-C, or until the JVMs have ended.")
  private @Nullable Duration span;

  @Option(
      names = "--until",
      paramLabel = "EVENT",
      description =
          "End, with exit code 3, at the first failed early reuse of a tuple that worked:"
              + " failed.")
  private @Nullable Until until;

  @Option(
      names = "--exec",
      paramLabel = "CMD",
      description =
          "Run this by sh at a failed early reuse of a tuple that worked, with the event as JSON on"
              + " its standard input; at most once a minute.")
  private @Nullable String command;

  @Option(
      names = "--metrics",
      paramLabel = "[HOST:]PORT",
      converter = ListenAddress.class,
      description =
          "Serve the counts to Prometheus there, at /metrics. Default of HOST: 127.0.0.1.")
  private @Nullable InetSocketAddress metricsAddress;

  @Option(
      names = "--metrics-destinations",
      paramLabel = "N",
      defaultValue = "200",
      description =
          "Of each JVM, serve so many destinations; count more as other. Default:"
              + " ${DEFAULT-VALUE}.")
  private int metricsDestinations;

  @Option(
      names = "--lines",
      description = "On a terminal, too, a line for each failure instead of the table.")
  private boolean lines;

  private enum Until {
    FAILED
  }

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Board board = new Board(MOST_DESTINATIONS);

  @Override
  public Integer call() throws IOException, InterruptedException, UnusableInput {
    requireSaneOptions();
    if (!AgentConnection.isPossible() || ModuleLayer.boot().findModule("jdk.jfr").isEmpty()) {
      say("this Java lacks the module jdk.attach or jdk.jfr; run it on a JDK");
      return ExitCode.SOFTWARE;
    }
    List<RunningJvm> named = selection.named(target);
    MetricsServer server = serve();
    try (server) {
      return watch(named);
    }
  }

  private void requireSaneOptions() {
    if (metricsDestinations < 1) {
      throw new ParameterException(spec.commandLine(), "--metrics-destinations is 1 or more");
    }
    if (span != null && span.isZero()) {
      throw new ParameterException(spec.commandLine(), "--for must be more than nothing");
    }
  }

  private @Nullable MetricsServer serve() throws UnusableInput {
    if (metricsAddress == null) {
      return null;
    }
    try {
      MetricsServer server = MetricsServer.start(metricsAddress, registry);
      say("metrics at http://" + metricsAddress.getHostString() + ":" + server.port() + "/metrics");
      return server;
    } catch (IOException e) {
      throw UnusableInput.of(metricsAddress.toString(), "nobody can listen there", e);
    }
  }

  private int watch(List<RunningJvm> named) throws IOException, InterruptedException {
    Interrupts interrupts = Interrupts.caught();
    Metrics metrics = new Metrics(registry, metricsDestinations);
    Alarm alarm = new Alarm(command, this::say);
    WatchOutput output = output();
    try (output;
        WatchedJvms jvms =
            new WatchedJvms(
                timeout.firewallTimeout(),
                MOST_TUPLES,
                connect -> {
                  board.add(connect, System.nanoTime());
                  metrics.accept(connect);
                  output.take(connect);
                  alarm.accept(connect);
                },
                output::note)) {
      JvmSearch search = new JvmSearch(jvms, output::note);
      search.follow(named);
      if (jvms.isEmpty() && !isForAll()) {
        return ExitCode.SOFTWARE;
      }
      Chores chores = new Chores(jvms, board, metrics);
      await(jvms, search, chores, output, () -> isToEnd(interrupts, alarm, output));
    }
    alarm.awaitCommand();
    output.sum();
    return until == Until.FAILED && alarm.isRaised() ? FAILED : ExitCode.OK;
  }

  private WatchOutput output() {
    PrintWriter out = spec.commandLine().getOut();
    TableOutput table =
        lines || !ProgressLine.isTerminal()
            ? null
            : TableOutput.open(
                out,
                board,
                "tuplewatch watch "
                    + target
                    + "   early reuse: idle less than "
                    + SpanText.of(timeout.firewallTimeout()));
    return table == null ? new LineOutput(out, this::say, board) : table;
  }

  private boolean isForAll() {
    return target.equals("all");
  }

  /** Something that may want the end. */
  @FunctionalInterface
  private interface End {
    boolean isWanted() throws InterruptedException;
  }

  private boolean isToEnd(Interrupts interrupts, Alarm alarm, WatchOutput output)
      throws InterruptedException {
    return interrupts.await(BETWEEN_LOOKS_MILLIS)
        || (until == Until.FAILED && alarm.isRaised())
        || output.isToQuit();
  }

  private void await(WatchedJvms jvms, JvmSearch search, Chores chores, WatchOutput output, End end)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    long nextLook = begin;
    long nextSearch = begin + BETWEEN_SEARCHES;
    while (!end.isWanted()
        && (span == null || System.nanoTime() - begin < span.toNanos())
        && (isForAll() || !jvms.isEmpty())) {
      long now = System.nanoTime();
      output.tick();
      if (now >= nextLook) {
        nextLook = now + SECOND;
        jvms.look();
        chores.perform();
      }
      if (isForAll() && now >= nextSearch) {
        nextSearch = now + BETWEEN_SEARCHES;
        search.follow(selection.all());
      }
    }
  }

  private void say(String text) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("tuplewatch: " + SafeText.of(text));
    err.flush();
  }
}
