package io.tuplewatch.cli;

import io.tuplewatch.probe.Closing;
import io.tuplewatch.probe.Limits;
import io.tuplewatch.probe.ProbePlan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code tuplewatch probe} is to try, and what it never exceeds. */
final class ProbePlanOptions {

  /** Beyond TIME_WAIT, common timers of load balancers and of firewalls. */
  private static final List<Duration> STANDARD_GAPS =
      List.of(
          Duration.ofSeconds(65),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofMinutes(61));

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--gaps",
      split = ",",
      paramLabel = "SPAN",
      converter = Converters.DurationConverter.class,
      description =
          "How long after the close a port is used again, such as 5s,65s,5m,30m,61m. Default:"
              + " 65s,5m,30m,61m, or none with --find-lifetime.")
  private List<Duration> gaps = List.of();

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "20",
      description = "Trials of each gap, three connects each. Default: ${DEFAULT-VALUE}.")
  private int trials;

  @Option(
      names = "--find-lifetime",
      paramLabel = "SPAN-SPAN",
      converter = ProbeOptions.SearchConverter.class,
      description =
          "Looks for the gap from which on reuse works, by bisection, such as 1s-1h, and whether a"
              + " connect that is stopped restarts the timer.")
  private ProbePlan.@Nullable Search search;

  @Option(
      names = "--close",
      split = ",",
      paramLabel = "HOW",
      defaultValue = "client",
      description =
          "Who closes previous connections: client, server, or reset for a client's reset; several"
              + " are compared. After client this host keeps the tuple for 60 s. Default:"
              + " ${DEFAULT-VALUE}.")
  private List<Closing> closings;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "5",
      description = "At most so many connects a second. Default: ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--max-open",
      paramLabel = "N",
      defaultValue = "20",
      description = "At most so many connections at a time. Default: ${DEFAULT-VALUE}.")
  private int maxOpen;

  @Option(
      names = "--max-connects",
      paramLabel = "N",
      defaultValue = "1000",
      description = "At most so many connects in all. Default: ${DEFAULT-VALUE}.")
  private int maxConnects;

  @Option(
      names = "--max-time",
      paramLabel = "SPAN",
      defaultValue = "3h",
      converter = Converters.DurationConverter.class,
      description = "At most so long. Default: ${DEFAULT-VALUE}.")
  private Duration maxTime;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the draws; printed, so that a probe can be repeated. Default: random.")
  private @Nullable Long seed;

  /**
   * The plan that they make.
   *
   * @throws ParameterException if an option is out of range
   */
  ProbePlan plan() {
    requireInRange();
    List<Duration> tried = gaps.isEmpty() && search == null ? STANDARD_GAPS : gaps;
    return new ProbePlan(
        tried.stream().distinct().toList(),
        closings.stream().distinct().toList(),
        trials,
        search,
        new Limits(rate, maxOpen, maxConnects, maxTime),
        seed == null ? ThreadLocalRandom.current().nextLong(1_000_000_000) : seed);
  }

  private void requireInRange() {
    require(trials >= 1, "--trials must be 1 or more");
    require(
        rate > 0 && rate <= 1000 && maxOpen >= 1 && maxOpen <= 1000 && maxConnects >= 1,
        "--rate must be above 0 and at most 1000, --max-open 1 to 1000, --max-connects 1 or more");
    require(
        !maxTime.isZero() && gaps.stream().noneMatch(Duration::isZero),
        "--max-time and --gaps must be above 0");
  }

  private void require(boolean inRange, String message) {
    if (!inRange) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
