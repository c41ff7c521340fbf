package io.tuplewatch.selection.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.selection.check.Verdict.Kind;
import io.tuplewatch.selection.recorded.DestinationSample;
import io.tuplewatch.selection.recorded.RecordedDestination;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ports that kernels, other systems, user-space stacks and applications select. */
class ForeignPortsTest {

  @ParameterizedTest
  @CsvSource({"2000, 1, 1"})
  void portsAreNamedAfterTheKernelThatSelectedThemOrAfterNone(
      int connects, int destinations, double perSecond) throws InterruptedException {
    for (PortMaker maker : PortMaker.values()) {
      List<RecordedDestination> recorded =
          DestinationSample.of(maker.destinations(connects, destinations, perSecond));

      SelectionCheck check = SelectionCheck.of(recorded, 2);

      assertThat(recorded.size()).isLessThanOrEqualTo(64);
      assertRight(maker, check.pooled().get(0).verdict());
      check.destinations().forEach(each -> assertRight(maker, each.verdict()));
    }
  }

  private static void assertRight(PortMaker maker, Verdict verdict) {
    if (maker.isModelled()) {
      assertThat(verdict.kind()).as("%s: %s", maker, verdict).isNotEqualTo(Kind.NOT_MODELLED);
    }
    if (verdict.kind() == Kind.IDENTIFIED) {
      assertThat(maker.family()).as("%s: %s", maker, verdict).isIn(verdict.remaining());
    }
  }
}
