package io.tuplewatch.selection.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.selection.TraceRecording;
import io.tuplewatch.selection.check.SelectionVerdict.Kind;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How many re-salt windows a verdict takes: parts of traces of real kernels, 10 connects a window,
 * as many parts of each as the property {@code tuplewatch.parts} says, up to as many windows as
 * {@code tuplewatch.windows} says. One part of each shows that no algorithm is named wrongly there;
 * how often the right one is named takes the six of scripts/full-check.
 */
@Execution(ExecutionMode.CONCURRENT)
class SelectionPowerTest {

  private static final int PARTS = Integer.getInteger("tuplewatch.parts", 1);
  private static final int MOST_WINDOWS = Integer.getInteger("tuplewatch.windows", 10);

  @ParameterizedTest
  @CsvSource({
    "um_reuse_seq_simple_r1, sequential",
    "um_reuse_rfc2_simple_r1, random-retry",
    "um_reuse_sw65535_simple_r1, random-step",
    "um_reuse_seq_nores_r1, ''",
  })
  void noPartIsSaidToBeOfAnotherAlgorithm(String trace, String algorithm) throws Exception {
    for (int windows : List.of(3, 10, 30, 100)) {
      for (double seen : new double[] {1, .3}) {
        if (windows <= MOST_WINDOWS) {
          count(trace, algorithm, windows, seen);
        }
      }
    }
  }

  @Test
  void oneOddWindowAndABitOfAnotherNameNothing() throws Exception {
    TraceRecording recording = TraceRecording.of("um_reuse_seq_simple_r1").part(4, 3).seen(.3);

    SelectionCheck check = SelectionCheck.of(recording.destinations());

    SelectionVerdict verdict = check.destinations().get(0).verdict();
    assertThat(verdict.margin()).as("of random step, which it is not").isGreaterThan(8);
    assertThat(verdict.kind()).isEqualTo(Kind.CANNOT_TELL);
    assertThat(check.pooled().get(0).verdict().kind()).isEqualTo(Kind.CANNOT_TELL);
  }

  private static void count(String trace, String algorithm, int windows, double seen)
      throws InterruptedException {
    int right = 0;
    for (int part = 0; part < PARTS; part++) {
      TraceRecording recording = TraceRecording.of(trace).part(part, windows).seen(seen);
      SelectionCheck check = SelectionCheck.of(recording.destinations());
      SelectionVerdict verdict = check.destinations().get(0).verdict();
      assertThat(check.pooled().get(0).verdict().kind())
          .as("of one destination alone, %s, part %d", trace, part)
          .isEqualTo(verdict.kind());
      if (verdict.kind() == Kind.IDENTIFIED) {
        assertThat(verdict.remaining()).as("%s, part %d", trace, part).containsExactly(algorithm);
        right++;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%-28s %3d windows, %3.0f %% seen: %d right, %d cannot tell, 0 wrong%n",
        trace,
        windows,
        100 * seen,
        right,
        PARTS - right);
  }
}
