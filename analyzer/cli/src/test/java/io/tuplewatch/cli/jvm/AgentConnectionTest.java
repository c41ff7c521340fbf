package io.tuplewatch.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentConnectionTest {

  /** As attach of 17 and of 25.0.3 word what JDK 8 answers: its 0, and its 102. */
  @ParameterizedTest
  @CsvSource({
    "0, true",
    "Failed to load agent library: 0, true",
    "102, false",
    "Failed to load agent library: 102, false",
    "Failed to load agent library, false",
    ", false"
  })
  void successOfJdk8IsTold(String message, boolean success) {
    assertThat(AgentConnection.isSuccessOfJdk8(message)).isEqualTo(success);
  }
}
