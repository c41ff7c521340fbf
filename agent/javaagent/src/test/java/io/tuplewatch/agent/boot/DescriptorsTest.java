package io.tuplewatch.agent.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.events.ClosedBy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorsTest {

  /** States as in Linux include/net/tcp_states.h. */
  @ParameterizedTest
  @CsvSource({
    "1, LOCAL",
    "4, LOCAL",
    "5, LOCAL",
    "11, LOCAL", // ESTABLISHED, FIN_WAIT1, FIN_WAIT2, CLOSING
    "8, REMOTE",
    "9, REMOTE", // CLOSE_WAIT, LAST_ACK
    "7, RESET", // CLOSE
    "10, UNKNOWN",
    "-1, UNKNOWN" // LISTEN, not TCP
  })
  void tcpStateTellsTheClosingSide(int state, ClosedBy side) {
    assertThat(Descriptors.closingSide(state)).isEqualTo(side);
  }
}
