package io.tuplewatch.agent.boot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts connects per destination, for the denominators of what is not written. At most 1,000
 * destinations are told apart; the others are counted together. Thread-safe; no lock that sockets
 * share beyond a hash bin.
 */
final class ConnectTallies {

  private static final int MOST_DESTINATIONS = 1000;

  private final ConcurrentHashMap<String, Tally> byDestination =
      new ConcurrentHashMap<String, Tally>();
  private final Tally others = new Tally(null, 0);

  /** One attempt has ended. */
  void add(String address, int port, boolean failed, boolean rememberedUse, boolean withinTimeout) {
    Tally tally = tally(address, port);
    tally.connects.incrementAndGet();
    if (failed) {
      tally.failures.incrementAndGet();
    }
    if (!rememberedUse) {
      tally.firstUses.incrementAndGet();
    } else if (withinTimeout) {
      tally.earlyReuses.incrementAndGet();
      if (failed) {
        tally.failedEarlyReuses.incrementAndGet();
      }
    }
  }

  private Tally tally(String address, int port) {
    String key = address + ' ' + port;
    Tally tally = byDestination.get(key);
    if (tally != null) {
      return tally;
    }
    if (byDestination.size() >= MOST_DESTINATIONS) {
      return others;
    }
    Tally mine = new Tally(address, port);
    Tally theirs = byDestination.putIfAbsent(key, mine);
    return theirs == null ? mine : theirs;
  }

  /**
   * The fields of {@code ConnectCounts}, by name, of each destination with a connect since the last
   * call; the counts begin anew.
   */
  List<Map<String, Object>> take() {
    List<Map<String, Object>> counts = new ArrayList<Map<String, Object>>();
    for (Tally tally : byDestination.values()) {
      tally.takeInto(counts);
    }
    others.takeInto(counts);
    return counts;
  }

  private static final class Tally {
    private final @Nullable String address;
    private final int port;
    private final AtomicLong connects = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong earlyReuses = new AtomicLong();
    private final AtomicLong failedEarlyReuses = new AtomicLong();
    private final AtomicLong firstUses = new AtomicLong();

    Tally(@Nullable String address, int port) {
      this.address = address;
      this.port = port;
    }

    /** A connect that is being counted meanwhile is split over two events, and lost in none. */
    private void takeInto(List<Map<String, Object>> counts) {
      Map<String, Object> fields = new LinkedHashMap<String, Object>();
      if (address != null) {
        fields.put("address", address);
      }
      fields.put("port", port);
      long sum = 0;
      sum += take(fields, "connects", connects);
      sum += take(fields, "failures", failures);
      sum += take(fields, "earlyReuses", earlyReuses);
      sum += take(fields, "failedEarlyReuses", failedEarlyReuses);
      sum += take(fields, "firstUses", firstUses);
      if (sum > 0) {
        counts.add(fields);
      }
    }

    private static long take(Map<String, Object> fields, String name, AtomicLong count) {
      long taken = count.getAndSet(0);
      fields.put(name, taken);
      return taken;
    }
  }
}
