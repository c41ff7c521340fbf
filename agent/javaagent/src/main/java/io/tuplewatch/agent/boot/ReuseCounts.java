package io.tuplewatch.agent.boot;

import io.tuplewatch.events.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Failures and early reuses since the attach, in all and by destination. A connect that is neither
 * costs nothing here; an early reuse that works, a look-up without allocation. At most 1,000
 * destinations are told apart; the others are counted in all only. Thread-safe; no lock that
 * sockets share beyond a hash bin.
 */
final class ReuseCounts {

  private static final int MOST_DESTINATIONS = 1000;

  private final Map<Outcome, AtomicLong> failuresByOutcome =
      new EnumMap<Outcome, AtomicLong>(Outcome.class);
  private final AtomicLong earlyReuses = new AtomicLong();
  private final AtomicLong failedEarlyReuses = new AtomicLong();
  private final ConcurrentHashMap<String, Tally> byAddress = new ConcurrentHashMap<String, Tally>();
  private final AtomicInteger destinations = new AtomicInteger();
  private volatile @Nullable LastFailure lastFailure;

  ReuseCounts() {
    for (Outcome outcome : Outcome.values()) {
      if (outcome != Outcome.CONNECTED) {
        failuresByOutcome.put(outcome, new AtomicLong());
      }
    }
  }

  /**
   * Takes an attempt that did not connect, or an early reuse.
   *
   * @param failed whether it tells something of its path
   * @param early whether its tuple had rested for less than the firewall timeout
   * @param worked whether a use of its tuple within that time had connected
   */
  void add(SocketEvents socket, Outcome outcome, boolean failed, boolean early, boolean worked) {
    AtomicLong ofOutcome = failuresByOutcome.get(outcome);
    if (ofOutcome != null) {
      ofOutcome.incrementAndGet();
      lastFailure = new LastFailure(socket, outcome);
    }
    Tally tally = tally(socket.address(), socket.port());
    if (failed && tally != null) {
      tally.failures.incrementAndGet();
    }
    if (!early) {
      return;
    }
    earlyReuses.incrementAndGet();
    if (tally != null) {
      tally.earlyReuses.incrementAndGet();
    }
    if (failed && worked) {
      failedEarlyReuses.incrementAndGet();
      if (tally != null) {
        tally.failedEarlyReuses.incrementAndGet();
      }
    }
  }

  /** Null if there are too many destinations. */
  private @Nullable Tally tally(String address, int port) {
    Tally tally = byAddress.get(address);
    if (tally == null) {
      if (destinations.get() >= MOST_DESTINATIONS) {
        return null;
      }
      Tally mine = new Tally(address, port);
      tally = byAddress.putIfAbsent(address, mine);
      if (tally == null) {
        destinations.incrementAndGet();
        return mine;
      }
    }
    return tally.ofPort(port, destinations);
  }

  long earlyReuses() {
    return earlyReuses.get();
  }

  /** Early reuses that failed although their tuple had worked within the firewall timeout. */
  long failedEarlyReuses() {
    return failedEarlyReuses.get();
  }

  /** Attempts that did not connect, by the names of their outcomes; none that is 0. */
  Map<String, Long> failuresByOutcome() {
    Map<String, Long> failures = new LinkedHashMap<String, Long>();
    for (Map.Entry<Outcome, AtomicLong> entry : failuresByOutcome.entrySet()) {
      if (entry.getValue().get() > 0) {
        failures.put(entry.getKey().name(), entry.getValue().get());
      }
    }
    return failures;
  }

  /** Null if none has failed. */
  @Nullable LastFailure lastFailure() {
    return lastFailure;
  }

  /** A text for each of the destinations with most failures, at most that many. */
  List<String> worst(int most) {
    List<Tally> all = new ArrayList<Tally>();
    for (Tally tally : byAddress.values()) {
      for (Tally port = tally; port != null; port = port.next.get()) {
        all.add(port);
      }
    }
    Collections.sort(all, new MostFailures());
    List<String> worst = new ArrayList<String>();
    for (Tally tally : all.subList(0, Math.min(most, all.size()))) {
      worst.add(tally.toString());
    }
    return worst;
  }

  private static final class MostFailures implements Comparator<Tally> {
    @Override
    public int compare(Tally a, Tally b) {
      int byFailures = Long.compare(b.failures.get(), a.failures.get());
      return byFailures == 0 ? Long.compare(b.earlyReuses.get(), a.earlyReuses.get()) : byFailures;
    }
  }

  /** A destination, and the next one of the same address. */
  private static final class Tally {
    private final String address;
    private final int port;
    private final AtomicReference<@Nullable Tally> next = new AtomicReference<@Nullable Tally>();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong earlyReuses = new AtomicLong();
    private final AtomicLong failedEarlyReuses = new AtomicLong();

    Tally(String address, int port) {
      this.address = address;
      this.port = port;
    }

    @Nullable Tally ofPort(int wanted, AtomicInteger destinations) {
      Tally last = this;
      for (Tally tally = this; tally != null; tally = tally.next.get()) {
        if (tally.port == wanted) {
          return tally;
        }
        last = tally;
      }
      if (destinations.get() >= MOST_DESTINATIONS) {
        return null;
      }
      Tally added = new Tally(address, wanted);
      if (last.next.compareAndSet(null, added)) {
        destinations.incrementAndGet();
        return added;
      }
      return last.ofPort(wanted, destinations);
    }

    @Override
    public String toString() {
      String host = address.indexOf(':') < 0 ? address : "[" + address + "]";
      return host
          + ":"
          + port
          + " failures "
          + failures
          + " earlyReuses "
          + earlyReuses
          + " failedEarlyReuses "
          + failedEarlyReuses;
    }
  }
}
