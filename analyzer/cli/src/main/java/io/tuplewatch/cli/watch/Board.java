package io.tuplewatch.cli.watch;

import io.tuplewatch.cli.jvm.FreePorts;
import io.tuplewatch.connection.FourTuple;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has been counted so far, by JVM and destination. Of more than a given number of
 * destinations, those seen first are told apart and the others are counted together. Thread-safe.
 */
public final class Board {

  /** The address of destinations that are counted together. */
  public static final String OTHER = "other";

  private static final int MOST_LAST_FAILURES = 200;

  /**
   * A destination of a JVM.
   *
   * @param address remote address, a literal, or {@link #OTHER}
   * @param port 0 of those counted together
   */
  public record Destination(JvmName jvm, String address, int port) {

    boolean isOther() {
      return port == 0;
    }
  }

  /**
   * A destination's counts at one moment.
   *
   * @param host as the application names it; untrusted text
   * @param freePorts source ports that are not in use toward it; -1 = not known
   */
  public record Row(
      Destination destination,
      @Nullable String host,
      Counts counts,
      Recent.Rates recent,
      long freePorts) {}

  private static final class Entry {
    @Nullable String host;
    final Counts counts = new Counts();
    final Recent recent;

    Entry(long now) {
      recent = new Recent(now);
    }
  }

  private final int mostDestinations;
  private final Map<Destination, Entry> entries = new HashMap<>();
  private final Map<JvmName, Counts> totals = new HashMap<>();
  private final Map<JvmName, FreePorts> freePorts = new HashMap<>();
  private final Deque<SeenConnect> lastFailures = new ArrayDeque<>();

  /** {@code mostDestinations}: of all JVMs together, 1 or more. */
  public Board(int mostDestinations) {
    this.mostDestinations = mostDestinations;
  }

  /** Counts a connect, seen at a {@link System#nanoTime}. */
  public synchronized void add(SeenConnect connect, long now) {
    Entry entry = entry(connect, now);
    entry.counts.add(connect);
    totals.computeIfAbsent(connect.jvm(), j -> new Counts()).add(connect);
    if (connect.judged()) {
      entry.recent.add(now, connect.failed(), connect.use().pendingNanos());
    }
    if (ConnectLine.isFailure(connect)) {
      lastFailures.addFirst(connect);
      if (lastFailures.size() > MOST_LAST_FAILURES) {
        lastFailures.removeLast();
      }
    }
  }

  private Entry entry(SeenConnect connect, long now) {
    FourTuple tuple = connect.tuple();
    Destination own = new Destination(connect.jvm(), tuple.remoteAddress(), tuple.remotePort());
    Entry entry = entries.get(own);
    if (entry == null) {
      boolean room = entries.size() < mostDestinations;
      Destination kept = room ? own : new Destination(connect.jvm(), OTHER, 0);
      entry = entries.computeIfAbsent(kept, d -> new Entry(now));
      entry.host = room ? connect.use().details().host() : null;
    }
    return entry;
  }

  /** A copy of all, in no order. */
  public synchronized List<Row> rows(long now) {
    List<Row> rows = new ArrayList<>(entries.size());
    entries.forEach(
        (destination, entry) ->
            rows.add(
                new Row(
                    destination,
                    entry.host,
                    entry.counts.copy(),
                    entry.recent.rates(now),
                    freePorts(destination))));
    return rows;
  }

  private long freePorts(Destination destination) {
    FreePorts ports = freePorts.get(destination.jvm());
    return ports == null || destination.isOther()
        ? -1
        : ports.toward(destination.address(), destination.port());
  }

  /** Takes the free source ports of a JVM's network namespace. */
  synchronized void setFreePorts(JvmName jvm, FreePorts ports) {
    freePorts.put(jvm, ports);
  }

  /** Forgets the destinations of a JVM; its connects stay in the total. */
  synchronized void remove(JvmName jvm) {
    entries.keySet().removeIf(destination -> destination.jvm().equals(jvm));
    freePorts.remove(jvm);
  }

  /** Counts of all JVMs. */
  public synchronized Counts total() {
    Counts total = new Counts();
    totals.values().forEach(total::add);
    return total;
  }

  /** Counts of one JVM. */
  public synchronized Counts total(JvmName jvm) {
    return totals.getOrDefault(jvm, new Counts()).copy();
  }

  /** How many destinations are told apart. */
  public synchronized int destinations() {
    return (int) entries.keySet().stream().filter(d -> !d.isOther()).count();
  }

  /** At most so many, newest first. */
  public synchronized List<SeenConnect> lastFailures(int most) {
    return lastFailures.stream().limit(most).toList();
  }
}
