package io.tuplewatch.evidence.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.evidence.search.LimitSearch.Limit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Limits on connects, made by a network that counts by itself. */
class LimitSearchTest {

  private static final long MILLISECOND = 1_000_000L;

  private final SplittableRandom random = new SplittableRandom(5);

  private record Attempt(long start, boolean failed) {}

  @Test
  void aLimitIsFoundWithItsTimeAndItsNumber() {
    Limit limit = find(network(500 * MILLISECOND, worked -> worked >= 20));

    assertThat(limit).isNotNull();
    assertThat(limit.windowNanos()).isEqualTo(500 * MILLISECOND);
    assertThat(limit.connects()).isEqualTo(20);
    assertThat(limit.probability()).isGreaterThan(.99);
    assertThat(limit.comparison().othersFailed()).isZero();
  }

  /** 30 a second on average, 20 at once: below the number found some of its failures lie, too. */
  @Test
  void everyFailureOfATokenBucketIsOneOfTheLimit() {
    List<Attempt> attempts = tokenBucket(30, 20);
    LimitSearch search = new LimitSearch();
    attempts.forEach(attempt -> search.add(attempt.start(), attempt.failed()));
    assertThat(search.search()).isTrue();
    List<Attempt> atLimit =
        attempts.stream()
            .filter(attempt -> search.add(attempt.start(), attempt.failed()))
            .filter(Attempt::failed)
            .toList();

    long failed = attempts.stream().filter(Attempt::failed).count();
    assertThat(search.conclude(1)).isNotNull();
    assertThat(failed).isGreaterThan(500);
    assertThat(atLimit).hasSizeGreaterThan((int) (.99 * failed));
  }

  private List<Attempt> tokenBucket(double perSecond, double burst) {
    List<Attempt> attempts = new ArrayList<>();
    double tokens = burst;
    long before = 0;
    for (long start = 0; start < 600_000 * MILLISECOND; ) {
      tokens = Math.min(burst, tokens + perSecond * (start - before) / 1e9);
      attempts.add(new Attempt(start, tokens < 1));
      tokens -= tokens < 1 ? 0 : 1;
      before = start;
      boolean busy = start / (7_000 * MILLISECOND) % 3 == 0;
      start += (1 + random.nextInt(busy ? 30 : 400)) * MILLISECOND;
    }
    return attempts;
  }

  @Test
  void failuresThatCountNothingMakeNoLimit() {
    for (int run = 0; run < 50; run++) {
      assertThat(find(network(500 * MILLISECOND, worked -> random.nextInt(20) == 0))).isNull();
    }
  }

  /** More connects, and a busy server that answers fewer: a trend, not a limit. */
  @Test
  void failuresThatGrowWithLoadMakeNoLimit() {
    for (int run = 0; run < 20; run++) {
      assertThat(find(network(500 * MILLISECOND, worked -> random.nextInt(200) < worked))).isNull();
    }
  }

  @Test
  void aConnectThatFailedTakesNoPartInTheLimit() {
    LimitSearch search = new LimitSearch();
    List<Attempt> storm = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      storm.add(new Attempt(100L * i * MILLISECOND, i / 50 % 2 == 0));
    }
    storm.forEach(attempt -> search.add(attempt.start(), attempt.failed()));
    boolean any = search.search();
    storm.forEach(attempt -> search.add(attempt.start(), attempt.failed()));

    assertThat(any ? search.conclude(1) : null).isNull();
  }

  private @Nullable Limit find(List<Attempt> attempts) {
    LimitSearch search = new LimitSearch();
    attempts.forEach(attempt -> search.add(attempt.start(), attempt.failed()));
    if (!search.search()) {
      return null;
    }
    attempts.forEach(attempt -> search.add(attempt.start(), attempt.failed()));
    return search.conclude(1);
  }

  /** Ten minutes of bursts and quiet; the network decides by how many worked shortly before. */
  private List<Attempt> network(long window, IntPredicate fails) {
    Deque<Long> worked = new ArrayDeque<>();
    List<Attempt> attempts = new ArrayList<>();
    long start = 0;
    while (start < 600_000 * MILLISECOND) {
      boolean burst = start / (7_000 * MILLISECOND) % 3 == 0;
      start += (1 + random.nextInt(burst ? 30 : 400)) * MILLISECOND;
      while (!worked.isEmpty() && worked.peekFirst() <= start - window) {
        worked.removeFirst();
      }
      boolean failed = fails.test(worked.size());
      attempts.add(new Attempt(start, failed));
      if (!failed) {
        worked.addLast(start);
      }
    }
    return attempts;
  }
}
