package io.tuplewatch.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortRangeTest {

  @ParameterizedTest
  @ValueSource(strings = {"9000-65499", "9000\t65499\n", " 9000 - 65499 ", "9000 65499"})
  void theOptionsAndTheSysctlsFormAreRead(String text) {
    assertThat(PortRange.parse(text)).isEqualTo(new PortRange(9000, 65499));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "9000", "0-5", "5-4", "1-65536", "1-2-3", "a-b", "1-", "-1-5", "1-\u001b"})
  void anythingElseIsRefusedOnOneLine(String text) {
    assertThatThrownBy(() -> PortRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContainPattern("\\p{Cntrl}");
  }

  @Test
  void bothBoundsBelongToTheRange() {
    PortRange all = new PortRange(1, 65535);
    assertThat(all.size()).isEqualTo(65535);
    assertThat(all.contains(1)).isTrue();
    assertThat(all.contains(65535)).isTrue();
    assertThat(all.contains(0)).isFalse();
    assertThat(new PortRange(7, 7).size()).isEqualTo(1);
  }
}
