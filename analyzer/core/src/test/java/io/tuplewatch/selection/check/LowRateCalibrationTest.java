package io.tuplewatch.selection.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.parallel.InParallel;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import io.tuplewatch.selection.algorithm.SelectionAlgorithms;
import io.tuplewatch.selection.check.SelectionVerdict.Kind;
import io.tuplewatch.selection.recorded.ConnectTimeline;
import io.tuplewatch.selection.recorded.DestinationKey;
import io.tuplewatch.selection.recorded.RecordedDestination;
import io.tuplewatch.selection.recorded.SelectionSettings;
import io.tuplewatch.selection.simulation.KernelPorts;
import io.tuplewatch.selection.simulation.Presets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A database connect now and then: nearly every re-salt window holds one connect or none. With and
 * without reserved ports, with sysctls that change though they were recorded once, with tuples that
 * leave TIME_WAIT at once. As many recordings of each algorithm as the property {@code
 * tuplewatch.low-rates} says, from the seed in {@code tuplewatch.low-rate-seed} on.
 */
class LowRateCalibrationTest {

  private static final int RECORDINGS = Integer.getInteger("tuplewatch.low-rates", 12);
  private static final long SEED = Long.getLong("tuplewatch.low-rate-seed", 5_000_000);
  private static final double SECOND = 1e9;
  private static final long BOOT = 1_700_000_000_000_000_000L;

  static List<String> algorithms() {
    return SelectionAlgorithms.compared().stream().map(SelectionAlgorithm::name).toList();
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void noRecordingAtALowRateIsNamedWronglyOrSaidToBeNotModelled(String algorithm)
      throws InterruptedException {
    List<SelectionVerdict> verdicts = InParallel.map(RECORDINGS, n -> verdict(algorithm, SEED + n));
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    verdicts.forEach(verdict -> counts.merge(verdict.kind(), 1, Integer::sum));
    System.out.println(algorithm + " at 0.02 to 1 connect/s: " + counts);
    String family = algorithm.replaceFirst("=.*", "");
    Map<Long, SelectionVerdict> wrong = new TreeMap<>();
    for (int n = 0; n < RECORDINGS; n++) {
      SelectionVerdict verdict = verdicts.get(n);
      boolean another =
          verdict.kind() == Kind.IDENTIFIED && !verdict.remaining().equals(List.of(family));
      if (another || verdict.kind() == Kind.NOT_MODELLED) {
        wrong.put(SEED + n, verdict);
      }
    }
    assertThat(wrong).as("seeds of recordings of %s", algorithm).isEmpty();
  }

  private static SelectionVerdict verdict(String algorithm, long seed) {
    try {
      return SelectionCheck.of(List.of(recorded(algorithm, seed))).destinations().get(0).verdict();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static RecordedDestination recorded(String algorithm, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double perSecond = .02 * Math.pow(50, random.nextDouble());
    int connects = 50 + random.nextInt(1500);
    boolean reserved = random.nextInt(3) > 0;
    boolean changes = random.nextInt(4) == 0;
    boolean timeWaitLost = random.nextInt(3) == 0;
    PortRange range = random.nextBoolean() ? new PortRange(9000, 65_499) : PortRange.LINUX_DEFAULT;
    PortSet list = reserved ? Presets.simpleReservedPorts() : PortSet.NONE;
    PortSpace before = new PortSpace(range, list);
    PortSpace after = new PortSpace(new PortRange(20_000, 28_999), list);
    int until = changes ? random.nextInt(connects) : connects;
    KernelPorts kernel = new KernelPorts(before, SelectionAlgorithms.named(algorithm), 1, seed);
    long offset = random.nextLong((long) (10 * SECOND));
    ConnectTimeline.Builder timeline = new ConnectTimeline.Builder();
    double now = 10 * SECOND;
    for (int n = 0; n < connects; n++) {
      if (n == until) {
        kernel = new KernelPorts(after, SelectionAlgorithms.named(algorithm), 1, seed + 1);
      }
      now += -Math.log(1 - random.nextDouble()) / perSecond * SECOND;
      long time = (long) now;
      int port = kernel.choose(0, time);
      kernel.hold(0, time, time, time + (timeWaitLost ? 0 : (long) (60 * SECOND)));
      long start = BOOT + offset + time - random.nextLong(200_000);
      int flags = ConnectTimeline.JUDGED | ConnectTimeline.CONNECTED | ConnectTimeline.TIME_WAIT;
      timeline.add(start, start + 1_000_000, start + 1_000_000, port, flags);
    }
    DestinationKey key = new DestinationKey("realm", "10.0.0.5", "10.9.0.1", 5432);
    SelectionSettings settings = new SelectionSettings("7.2.13", range, list, -1, -1, 0, 1000);
    return new RecordedDestination(key, settings, timeline.build());
  }
}
