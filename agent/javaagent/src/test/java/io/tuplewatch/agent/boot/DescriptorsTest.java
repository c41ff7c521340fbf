package io.tuplewatch.agent.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.events.ClosedBy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorsTest {

  @ParameterizedTest
  @CsvSource({
    "0x0000, LOCAL",
    "0x0001, LOCAL_WITH_UNREAD_DATA",
    "0x2000, REMOTE",
    "0x2001, REMOTE",
    "0x2018, RESET",
    "0x2011, RESET"
  })
  void pollAnswerTellsTheClosingSide(String answer, ClosedBy side) {
    assertThat(Descriptors.closingSide(Integer.decode(answer))).isEqualTo(side);
  }
}
