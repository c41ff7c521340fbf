package io.tuplewatch.selection.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.check.SimulatedDestination.RecordedList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedShareEstimatorTest {

  /** At 5,000 connects a second most are closer than 1 ms, and their order is not sure. */
  @ParameterizedTest
  @CsvSource({"20, 1", "20, .5", "20, .2", "5000, 1", "5000, .5", "5000, .2"})
  void theShareThatWasRecordedIsToldAtEveryRate(double perSecond, double share) throws Exception {
    PortSpace space = new PortSpace(new PortRange(32_768, 60_999), PortSet.NONE);
    SimulatedDestination destination =
        new SimulatedDestination(
            11, "sequential", space, perSecond, 3, share, 0, 0, 0, RecordedList.TRUE);

    SelectionCheck check = SelectionCheck.of(List.of(destination.recorded()));

    assertThat(check.destinations().get(0).features().seenShare())
        .isCloseTo(share, within(.15 * share));
  }
}
