package io.tuplewatch.cli;

import io.tuplewatch.selection.ConnectionEnd;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.simulation.Arrivals;
import io.tuplewatch.selection.simulation.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code tuplewatch simulate} that make up its scenario. */
final class ScenarioOptions {

  private static final long SELECTIONS = 10_000_000;

  enum Closer {
    LOCAL,
    REMOTE
  }

  enum Spacing {
    POISSON,
    FIXED
  }

  @Option(
      names = "--range",
      paramLabel = "LOW-HIGH",
      converter = Converters.RangeConverter.class,
      description = "ip_local_port_range (default: 32768-60999).")
  private @Nullable PortRange range;

  @Option(
      names = "--reserved",
      paramLabel = "LIST|@FILE",
      description = "ip_local_reserved_ports, such as 8080,30000-40402 (default: none).")
  private @Nullable String reserved;

  @Option(
      names = "--bound",
      paramLabel = "LIST|@FILE",
      description = "Ports that are bound or listened on (default: none).")
  private @Nullable String bound;

  @Option(
      names = "--in-use",
      paramLabel = "N",
      description = "Connections to each destination that stay open throughout (default: 0).")
  private int inUse;

  @Option(
      names = "--any-parity",
      description = "Picks as for a socket with IP_LOCAL_PORT_RANGE: all ports in one pass.")
  private boolean anyParity;

  @Option(
      names = "--selections",
      paramLabel = "N",
      converter = Converters.CountConverter.class,
      description = "Connects to count (default: 10M).")
  private @Nullable Long selections;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Connects per second (default: as fast as possible, the clock stands still).")
  private @Nullable Double rate;

  @Option(
      names = "--arrivals",
      paramLabel = "KIND",
      description = "With --rate: poisson (default) or fixed.")
  private Spacing spacing = Spacing.POISSON;

  @Option(
      names = "--timeline",
      paramLabel = "FILE",
      description = "Connects at given times: seconds, one a line, never falling.")
  private @Nullable Path timeline;

  @Option(
      names = "--destinations",
      paramLabel = "N",
      description = "Remote endpoints, each connect to one at random (default: 1).")
  private int destinations = 1;

  @Option(
      names = "--lifetime",
      paramLabel = "TIME",
      converter = Converters.DurationConverter.class,
      description = "From connect to close (default: 0s).")
  private Duration lifetime = Duration.ZERO;

  @Option(
      names = "--closed-by",
      paramLabel = "SIDE",
      description =
          "Who closes first: local leaves TIME_WAIT here, remote does not (default: local, remote"
              + " while the clock stands still).")
  private @Nullable Closer closedBy;

  @Option(
      names = "--time-wait",
      paramLabel = "TIME",
      converter = Converters.DurationConverter.class,
      description = "How long TIME_WAIT lasts (default: 60s).")
  private Duration timeWait = ConnectionEnd.TIME_WAIT;

  @Option(
      names = "--tw-reuse",
      paramLabel = "0|1|2",
      description = "tcp_tw_reuse (default: 2, on loopback only).")
  private @Nullable Integer twReuse;

  @Option(
      names = "--tw-reuse-delay",
      paramLabel = "TIME",
      converter = Converters.DurationConverter.class,
      description = "tcp_tw_reuse_delay (default: 1s).")
  private @Nullable Duration twReuseDelay;

  @Option(names = "--loopback", description = "The destinations are on the loopback interface.")
  private boolean loopback;

  @Option(
      names = "--firewall-timeout",
      paramLabel = "TIME",
      converter = FirewallTimeout.class,
      description = "A reuse after less than this is early (default: 60m).")
  private Duration firewallTimeout = Scenario.FIREWALL_TIMEOUT;

  @Option(
      names = "--warm-up",
      paramLabel = "TIME",
      converter = Converters.DurationConverter.class,
      description =
          "Simulated time before counting begins (default: the firewall timeout with --rate).")
  private @Nullable Duration warmUp;

  /**
   * The scenario of these options.
   *
   * @param settings what holds where an option is not given
   * @throws UnusableInput if a file named by an option cannot be used
   * @throws IllegalArgumentException if the values do not go together; the message is one line
   */
  Scenario scenario(PortSettings settings) throws UnusableInput {
    Arrivals chosen = arrivals();
    boolean timed = !(chosen instanceof Arrivals.AsFastAsPossible);
    return new Scenario(
        space(settings),
        inUse,
        destinations,
        chosen,
        end(settings, timed),
        firewallTimeout,
        warmUp != null ? warmUp : rate == null ? Duration.ZERO : firewallTimeout,
        selections(chosen));
  }

  private PortSpace space(PortSettings settings) throws UnusableInput {
    return new PortSpace(
        range == null ? settings.range() : range,
        reserved == null ? settings.reserved() : InputFiles.ports(reserved),
        bound == null ? PortSet.NONE : InputFiles.ports(bound),
        anyParity ? 1 : 2);
  }

  private Arrivals arrivals() throws UnusableInput {
    if (rate != null && timeline != null) {
      throw new IllegalArgumentException("--rate and --timeline exclude each other");
    }
    if (timeline != null) {
      return new Arrivals.GivenTimes(InputFiles.times(timeline));
    }
    if (rate == null) {
      return new Arrivals.AsFastAsPossible();
    }
    return spacing == Spacing.FIXED ? new Arrivals.FixedRate(rate) : new Arrivals.Poisson(rate);
  }

  private ConnectionEnd end(PortSettings settings, boolean timed) {
    Duration takeover =
        ConnectionEnd.takeover(
            twReuse == null ? settings.twReuse() : twReuse,
            loopback,
            twReuseDelay == null ? settings.twReuseDelay() : twReuseDelay);
    boolean local = closedBy == null ? timed : closedBy == Closer.LOCAL;
    return new ConnectionEnd(lifetime, local, timeWait, takeover);
  }

  private long selections(Arrivals chosen) {
    if (selections != null) {
      return selections;
    }
    return chosen instanceof Arrivals.GivenTimes given ? given.size() : SELECTIONS;
  }
}
