package io.tuplewatch.evidence.causes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.evidence.Evidence;
import io.tuplewatch.evidence.counts.IdleBins;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.LabelledHistory;
import io.tuplewatch.history.Setting;
import io.tuplewatch.reuse.ReuseDetector;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the kernel counted beside what was recorded. */
class UnrecordedUsesTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long SAMPLE = 10 * SECOND;

  private final IdleBins bins = new IdleBins(600 * SECOND);

  @Test
  void connectsThatNobodyRecordedAreThoseTheKernelCountedBeside() {
    LabelledHistory history = HistoryGenerator.play(Setting.quiet(1).unseen(.1).losing(.05));
    ConnectionLog log = history.log();
    long lastStart = history.attempts().get(history.attempts().size() - 1).start();
    long counted = lastStart / SAMPLE * SAMPLE;
    long unseen =
        history.attempts().stream()
            .filter(attempt -> !attempt.seen() && attempt.start() < counted)
            .filter(attempt -> attempt.localPort() > 0)
            .count();

    Evidence evidence = Evidence.of(log.opens(), ReuseDetector.detect(log, Duration.ofMinutes(10)));

    assertThat(evidence.seen()).hasSize(1);
    assertThat(evidence.seen().get(0).unseen()).isEqualTo(unseen).isGreaterThan(500);
  }

  @Test
  void whereEveryProcessIsRecordedNoneIsUnseen() {
    ConnectionLog log = HistoryGenerator.play(Setting.quiet(2).from(3, 1)).log();

    Evidence evidence = Evidence.of(log.opens(), ReuseDetector.detect(log, Duration.ofMinutes(10)));

    assertThat(evidence.seen().get(0).unseen()).isZero();
  }

  /** Uses thrown at tuples by chance, a tenth of them unseen; idle counts from any use. */
  @Test
  void chanceOfAnUnseenUseIsThatOfUsesThrownAtRandom() {
    SplittableRandom random = new SplittableRandom(3);
    int tuples = 500;
    int uses = 20_000;
    long span = 7200 * SECOND;
    long within = 600 * SECOND;
    long[] times = random.longs(uses / 10, 0, span).toArray();
    int[] which = random.ints(uses / 10, 0, tuples).toArray();
    int hits = 0;
    int asked = 20_000;
    for (int i = 0; i < asked; i++) {
      int tuple = random.nextInt(tuples);
      long now = within + random.nextLong(span - within);
      hits +=
          IntStream.range(0, times.length)
                  .anyMatch(u -> which[u] == tuple && times[u] < now && times[u] > now - within)
              ? 1
              : 0;
    }

    UnrecordedUses unseen = UnrecordedUses.of(bins, 1 / 9.0, 9L * uses / 10, tuples, span);

    assertThat(unseen.within(IdleBins.AT_TIMEOUT)).isCloseTo((double) hits / asked, within(.02));
  }
}
