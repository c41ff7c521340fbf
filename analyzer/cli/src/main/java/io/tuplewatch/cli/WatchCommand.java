package io.tuplewatch.cli;

import io.tuplewatch.cli.jvm.AgentConnection;
import io.tuplewatch.cli.watch.Alarm;
import io.tuplewatch.cli.watch.Board;
import io.tuplewatch.cli.watch.JvmSearch;
import io.tuplewatch.cli.watch.LineOutput;
import io.tuplewatch.cli.watch.SeenConnect;
import io.tuplewatch.cli.watch.WatchedJvms;
import io.tuplewatch.report.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
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
      "A log otherwise: a line for each failure, a summary a minute."
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
      "  tuplewatch watch all --for 8h >> tuplewatch.log"
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

  private enum Until {
    FAILED
  }

  private final Board board = new Board(MOST_DESTINATIONS);

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (span != null && span.isZero()) {
      throw new ParameterException(spec.commandLine(), "--for must be more than nothing");
    }
    if (!AgentConnection.isPossible() || ModuleLayer.boot().findModule("jdk.jfr").isEmpty()) {
      say("this Java lacks the module jdk.attach or jdk.jfr; run it on a JDK");
      return ExitCode.SOFTWARE;
    }
    Interrupts interrupts = Interrupts.caught();
    LineOutput lines = new LineOutput(spec.commandLine().getOut());
    Alarm alarm = new Alarm(command, this::say);
    try (WatchedJvms jvms =
        new WatchedJvms(
            timeout.firewallTimeout(),
            MOST_TUPLES,
            connect -> take(connect, lines, alarm),
            this::say)) {
      JvmSearch search = new JvmSearch(jvms, this::say);
      search.follow(selection.named(target));
      if (!isForAll() && jvms.isEmpty()) {
        return ExitCode.SOFTWARE;
      }
      await(jvms, search, interrupts, lines, alarm);
    } catch (UnusableInput e) {
      say(String.valueOf(e.getMessage()));
      return ExitCode.SOFTWARE;
    }
    alarm.awaitCommand();
    lines.end(board);
    return until == Until.FAILED && alarm.isRaised() ? FAILED : ExitCode.OK;
  }

  private void take(SeenConnect connect, LineOutput lines, Alarm alarm) {
    board.add(connect, System.nanoTime());
    lines.accept(connect);
    alarm.accept(connect);
  }

  private boolean isForAll() {
    return target.equals("all");
  }

  private void await(
      WatchedJvms jvms, JvmSearch search, Interrupts interrupts, LineOutput lines, Alarm alarm)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    long nextLook = begin;
    long nextSearch = begin + BETWEEN_SEARCHES;
    while (!interrupts.await(BETWEEN_LOOKS_MILLIS)
        && (span == null || System.nanoTime() - begin < span.toNanos())
        && !(until == Until.FAILED && alarm.isRaised())
        && (isForAll() || !jvms.isEmpty())) {
      long now = System.nanoTime();
      if (now >= nextLook) {
        nextLook = now + SECOND;
        jvms.look();
        lines.tick();
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
