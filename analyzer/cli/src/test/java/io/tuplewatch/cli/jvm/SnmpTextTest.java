package io.tuplewatch.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SnmpTextTest {

  @Test
  void failedHandshakesAreInTheColumnWithThatName() {
    assertThat(
            SnmpText.attemptFails(
                "Ip: A B\nIp: 1 2\nTcp: RtoMin ActiveOpens AttemptFails\nTcp: 200 7 62148\n"))
        .isEqualTo(62148);
  }

  @Test
  void anotherTextSaysNothing() {
    assertThat(SnmpText.attemptFails("")).isEqualTo(-1);
    assertThat(SnmpText.attemptFails("Tcp: AttemptFails\nTcp: many\n")).isEqualTo(-1);
    assertThat(SnmpText.attemptFails("Tcp: A AttemptFails\nTcp: 1\n")).isEqualTo(-1);
  }
}
