package io.tuplewatch.report;

import io.tuplewatch.connection.PortsTaken;
import io.tuplewatch.diagnosis.Cause;
import io.tuplewatch.fleet.Endpoint;
import io.tuplewatch.fleet.Fleet;
import io.tuplewatch.fleet.FleetHost;
import io.tuplewatch.fleet.SharedPrefix;
import io.tuplewatch.fleet.Spread;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Hosts, endpoints, and what they share, in words. */
public final class FleetWording {

  private static final int MAX_HOST = 40;

  private FleetWording() {}

  /** "10.1.2.3:5432 (db.example)". */
  public static String name(Endpoint endpoint) {
    String address = TupleText.endpoint(endpoint.remoteAddress(), endpoint.remotePort());
    String host = endpoint.host();
    return host == null || host.equals(endpoint.remoteAddress())
        ? address
        : address + " (" + SafeText.of(host, MAX_HOST) + ")";
  }

  /** "web-1"; of several of that name with the begin of its boot id. */
  public static String name(FleetHost host, Fleet fleet) {
    if (host.hostName() == null) {
      return "name not known, JVM " + Long.toHexString(host.jvms().get(0).jvmId());
    }
    String name = SafeText.of(host.hostName(), MAX_HOST);
    long ofThisName =
        fleet.hosts().stream().filter(each -> host.hostName().equals(each.hostName())).count();
    return ofThisName < 2 || host.bootId() == null
        ? name
        : name + " [boot " + SafeText.of(host.bootId(), 8) + "]";
  }

  /** Does the same with one prefix alone: "23 of 40 clients, only 10.1.0.0/16, ..". */
  static String inShort(@Nullable Spread spread) {
    if (spread == null || spread.prefixes().size() < 2) {
      return spread(spread);
    }
    List<SharedPrefix> first = spread.prefixes().subList(0, 1);
    return spread(
            new Spread(
                spread.cause(), spread.affected(), spread.telling(), spread.clients(), first))
        + ", ..";
  }

  /** "23 of 40 clients, only 10.1.0.0/16"; empty without failures on the network. */
  public static String spread(@Nullable Spread spread) {
    if (spread == null) {
      return "";
    }
    return Wording.count(spread.affected())
        + " of "
        + Wording.count(spread.telling(), "client")
        + prefixes(spread);
  }

  /** ", only 10.1.0.0/16 and 10.3.0.0/16", ", mostly 10.1.0.0/16", ", not 10.2.0.0/16". */
  private static String prefixes(Spread spread) {
    List<SharedPrefix> within = spread.prefixes().stream().filter(SharedPrefix::within).toList();
    if (within.isEmpty()) {
      return spread.prefixes().isEmpty() ? "" : ", " + spared(spread.prefixes());
    }
    int inside = within.stream().mapToInt(SharedPrefix::affected).sum();
    return (inside == spread.affected() ? ", only " : ", mostly ") + names(within);
  }

  private static String spared(List<SharedPrefix> prefixes) {
    boolean none = prefixes.stream().allMatch(prefix -> prefix.affected() == 0);
    return (none ? "not " : "seldom ") + names(prefixes);
  }

  private static String names(List<SharedPrefix> prefixes) {
    return prefixes.stream().map(SharedPrefix::prefix).collect(Collectors.joining(" and "));
  }

  /** The cause of most failures; empty without any. */
  public static String cause(Map<Cause, Long> causes) {
    return causes.entrySet().stream()
        .filter(cause -> cause.getValue() > 0)
        .max(Comparator.comparingLong(Map.Entry::getValue))
        .map(cause -> CauseWording.name(cause.getKey()))
        .orElse("");
  }

  /** "15 % of ports taken", at most; empty where the kernel was not asked. */
  public static String ports(@Nullable PortsTaken ports) {
    return ports == null
        ? ""
        : String.format(Locale.ROOT, "%.0f %% of ports taken", Math.ceil(100 * ports.share()));
  }

  /** What the failures have in common, in a sentence; empty where nothing can be said. */
  public static String sentence(Fleet fleet) {
    Spread spread = fleet.spread();
    if (spread == null) {
      return "";
    }
    return switch (fleet.scope()) {
      case NONE -> "";
      case CLIENTS ->
          having(spread)
              + " it, to whatever they connect to: "
              + (spread.prefixes().isEmpty()
                  ? "look at what these have in common, not at a destination."
                  : "look at what stands before these.");
      case ENDPOINTS -> endpoints(fleet, spread.cause());
      case EVERYWHERE ->
          having(spread) + " it, to whatever they connect to: look at what all of them pass.";
      case NOT_CLEAR -> having(spread) + " it.";
    };
  }

  private static String endpoints(Fleet fleet, Cause cause) {
    List<Spread> affected =
        fleet.endpoints().stream()
            .map(Endpoint::spread)
            .filter(Objects::nonNull)
            .filter(spread -> spread.cause() == cause)
            .toList();
    boolean one = affected.size() == 1;
    String clients =
        one
            ? Wording.count(affected.get(0).affected())
                + " of "
                + Wording.count(affected.get(0).telling(), "client")
            : "nearly all of their clients";
    return Wording.count(affected.size())
        + " of "
        + Wording.count(fleet.endpoints().size(), "destination")
        + (one ? " has it, from " : " have it, from ")
        + clients
        + ": the path or the server, not the client.";
  }

  private static String having(Spread spread) {
    String comma = prefixes(spread).isEmpty() ? "" : ",";
    return spread(spread) + comma + (spread.affected() == 1 ? " has" : " have");
  }
}
