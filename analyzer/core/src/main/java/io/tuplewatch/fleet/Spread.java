package io.tuplewatch.fleet;

import io.tuplewatch.diagnosis.Cause;
import io.tuplewatch.diagnosis.Tallies;
import io.tuplewatch.witness.capture.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many clients have failures of a cause. A client without any tells something only if it made
 * so many connects that one would have failed as often as those of affected clients do: with fewer
 * it may as well have had luck.
 *
 * @param cause of the failures
 * @param affected clients with a failure of the cause
 * @param telling those, and the clients that would have one if they were as affected
 * @param clients all of them
 * @param prefixes what the affected ones share, or the others do; the clearest first
 */
public record Spread(
    Cause cause, int affected, int telling, int clients, List<SharedPrefix> prefixes) {

  /** A client counts as unaffected if chance alone leaves this much for no failure. */
  private static final double LUCK = 0.05;

  /** A client's connects. */
  record Connects(@Nullable IpAddress address, long failures, long exposed) {

    static Connects of(
        @Nullable String address, Tallies tallies, Map<Cause, Long> causes, Cause cause) {
      return new Connects(
          address == null ? null : IpAddress.parse(address),
          causes.getOrDefault(cause, 0L),
          Spread.exposed(tallies, cause));
    }

    boolean affected() {
      return failures > 0;
    }
  }

  /** The connects that could have failed from a cause. */
  static long exposed(Tallies tallies, Cause cause) {
    return cause == Cause.EARLY_REUSE ? tallies.earlyReuses().connects() : tallies.all().connects();
  }

  /** {@code searches}: as {@link PrefixSearch#of} takes it. */
  static Spread of(Cause cause, List<Connects> clients, int searches) {
    double enough = enough(clients);
    int affected = 0;
    int telling = 0;
    List<PrefixSearch.Client> known = new ArrayList<>();
    for (Connects client : clients) {
      if (client.affected() || client.exposed() >= enough) {
        affected += client.affected() ? 1 : 0;
        telling++;
        if (client.address() != null) {
          known.add(new PrefixSearch.Client(client.address(), client.affected()));
        }
      }
    }
    return new Spread(cause, affected, telling, clients.size(), PrefixSearch.of(known, searches));
  }

  /** From how many connects on a client without a failure tells something. */
  static double enough(List<Connects> clients) {
    long failures = clients.stream().mapToLong(Connects::failures).sum();
    long exposed = clients.stream().filter(Connects::affected).mapToLong(Connects::exposed).sum();
    if (failures == 0) {
      return 1;
    }
    double rate = Math.min(1, failures / (double) Math.max(1, exposed));
    return rate >= 1 ? 1 : Math.max(1, Math.log(LUCK) / Math.log1p(-rate));
  }
}
