package io.tuplewatch.selection.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.selection.Candidates;
import io.tuplewatch.selection.Draws;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.Trace;
import io.tuplewatch.selection.algorithm.RandomRetry;
import io.tuplewatch.selection.algorithm.Selection;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import io.tuplewatch.selection.algorithm.SelectionAlgorithms;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The model against an instrumented kernel, connect by connect. */
class TraceTest {

  /** No TIME_WAIT of these traces ended sooner, and none lasted longer; see their README. */
  private static final long SHORTEST_TIME_WAIT = 60_000_000_000L;

  private static final long LONGEST_TIME_WAIT = 64_000_000_000L;

  static Stream<Trace> traces() {
    return Trace.instrumented();
  }

  static Stream<Trace> tracesWithoutLandings() {
    return traces().filter(trace -> !trace.algorithm().startsWith("random-retry"));
  }

  static Stream<Trace> tracesWithLandings() {
    return traces().filter(trace -> trace.algorithm().startsWith("random-retry"));
  }

  @ParameterizedTest
  @MethodSource("tracesWithoutLandings")
  void everyPortAndLoopCounterIsReproduced(Trace trace) {
    PortSpace space = trace.space();
    SelectionAlgorithm.Search search = SelectionAlgorithms.named(trace.algorithm()).in(space);
    long[] keys = keysByDraw(widest(trace));
    TimeWaits timeWaits = new TimeWaits(trace);
    Selection selection = new Selection();
    for (Trace.Row row : trace.rows()) {
      Candidates candidates = timeWaits.candidates(row);
      boolean found =
          search.select(candidates, row.start() / 2, keys[row.scan() / 2 - 1], selection);
      assertThat(found).isTrue();
      assertThat(space.port(selection.index())).as("%s", row).isEqualTo(row.port());
      assertThat(2 * selection.steps()).as("%s", row).isEqualTo(row.counter());
      assertThat(selection.retries()).as("%s", row).isEqualTo(row.reservedHits() + row.inUseHits());
      timeWaits.closed(row);
    }
  }

  /** The most that the random step draws from, in candidates; 1 if there is none. */
  private static int widest(Trace trace) {
    int equals = trace.algorithm().indexOf('=');
    int width = equals < 0 ? 1 : Integer.parseInt(trace.algorithm().substring(equals + 1));
    return Math.min(width, trace.space().candidatesPerPass());
  }

  /** For each outcome of a bounded draw a key that has it, to make the model draw as recorded. */
  private static long[] keysByDraw(int bound) {
    long[] keys = new long[bound];
    int missing = bound;
    for (long key = 1; missing > 0; key++) {
      int drawn = Draws.below(key, bound);
      missing -= keys[drawn] == 0 ? 1 : 0;
      keys[drawn] = key;
    }
    return keys;
  }

  @ParameterizedTest
  @MethodSource("tracesWithLandings")
  void everyPortIsReproducedUntilARetryLandsAndThenIsALegalLanding(Trace trace) {
    PortSpace space = trace.space();
    RandomRetry algorithm = (RandomRetry) SelectionAlgorithms.named(trace.algorithm());
    BitSet landings = landings(algorithm, space);
    SelectionAlgorithm.Search search = algorithm.in(space);
    TimeWaits timeWaits = new TimeWaits(trace);
    Selection selection = new Selection();
    int retried = 0;
    for (Trace.Row row : trace.rows()) {
      boolean found = search.select(timeWaits.candidates(row), row.start() / 2, 1, selection);
      assertThat(found).isTrue();
      if (row.reservedHits() == 0) {
        assertThat(space.port(selection.index())).as("%s", row).isEqualTo(row.port());
        assertThat(2 * selection.steps()).as("%s", row).isEqualTo(row.counter());
      } else {
        retried++;
        assertThat(selection.retries()).as("%s", row).isPositive();
        assertThat(space.reserved().contains(row.port())).as("%s", row).isFalse();
        assertThat(row.counter())
            .as("%s", row)
            .isEqualTo(2 * (row.reservedHits() + row.inUseHits()));
        if (row.inUseHits() == 0) {
          assertThat(landings.get(row.port())).as("%s", row).isTrue();
        }
      }
      timeWaits.closed(row);
    }
    assertThat(retried).isGreaterThan(1000);
  }

  /** Every port that the model's retry of the first pass can go on with. */
  private static BitSet landings(RandomRetry algorithm, PortSpace space) {
    BitSet ports = new BitSet();
    for (int drawn = 0; drawn < space.span(); drawn++) {
      ports.set(space.port(algorithm.landing(space, 0, drawn)));
    }
    return ports;
  }

  @ParameterizedTest
  @MethodSource("traces")
  void everyTableIncrementIsOneTheModelCanMake(Trace trace) {
    int[] draws = new int[8];
    for (Trace.Row row : trace.rows()) {
      List<Integer> possible =
          Stream.iterate(0, draw -> draw + 1)
              .limit(8)
              .filter(draw -> 2 * StartSequence.move(row.counter() / 2, draw) == row.added())
              .toList();
      assertThat(possible).as("%s", row).isNotEmpty();
      if (row.counter() == 0) {
        draws[possible.get(0)]++;
      }
    }
    assertUniform(draws);
  }

  private static void assertUniform(int[] counts) {
    double expected = 0;
    for (int count : counts) {
      expected += count / (double) counts.length;
    }
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    assertThat(chiSquare).as("chi-square, 7 degrees of freedom").isLessThan(29.9);
  }

  @ParameterizedTest
  @MethodSource("traces")
  void everyStartFollowsFromTheLastOneOfItsWindow(Trace trace) {
    int span = trace.space().span();
    List<Trace.Row> rows = trace.rows();
    int followed = 0;
    for (int n = 1; n < rows.size(); n++) {
      Trace.Row last = rows.get(n - 1);
      Trace.Row row = rows.get(n);
      if (last.tableIndex() == row.tableIndex()) {
        followed++;
        assertThat(row.start()).as("%s", row).isEqualTo((last.start() + last.added()) % span);
      }
    }
    assertThat(followed).isGreaterThan(rows.size() * 8 / 10);
  }

  /** Which four-tuples of a trace are in TIME_WAIT, as far as its own lines tell. */
  private static final class TimeWaits {

    private final Trace trace;
    private final Candidates candidates;
    private final Map<Integer, Long> closedAt = new HashMap<>();
    private final BitSet taken = new BitSet();

    TimeWaits(Trace trace) {
      this.trace = trace;
      this.candidates = trace.space().newCandidates();
    }

    /**
     * The candidates of this connect. Where TIME_WAIT may just have ended, or not yet, the port is
     * free if it was chosen, else not.
     */
    Candidates candidates(Trace.Row row) {
      for (Map.Entry<Integer, Long> closed : closedAt.entrySet()) {
        long age = row.nanos() - closed.getValue();
        int port = closed.getKey();
        boolean free = age > LONGEST_TIME_WAIT || (age > SHORTEST_TIME_WAIT && port == row.port());
        if (free && taken.get(port)) {
          candidates.release(trace.space().index(port));
          taken.clear(port);
        }
      }
      closedAt.values().removeIf(closed -> row.nanos() - closed > LONGEST_TIME_WAIT);
      return candidates;
    }

    /** The connection of this line was closed at once, by the client or by a reset. */
    void closed(Trace.Row row) {
      if (trace.clientClosesFirst()) {
        candidates.take(trace.space().index(row.port()));
        taken.set(row.port());
        closedAt.put(row.port(), row.nanos());
      }
    }
  }
}
