package io.tuplewatch.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tuplewatch.selection.algorithm.RandomSpaces;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortSetTest {

  @Test
  void singlePortsAndRangesInAnyOrderWithOverlapsAreRead() {
    PortSet ports = PortSet.parse("30000-30002,8080,30001-30004,\t0-0 , 65535\n");
    assertThat(ports.toString()).isEqualTo("0,8080,30000-30004,65535");
    assertThat(ports.size()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "  \t"})
  void noTextIsNoPorts(String text) {
    assertThat(PortSet.parse(text)).isEqualTo(PortSet.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "65536",
        "-1",
        "5-",
        "-5",
        "9-3",
        "1,,2",
        "1,",
        "1-2-3",
        "abc",
        "1 2",
        "99999999999999",
        "\u0661",
        "0x10",
        "+5",
        "1\u0000",
        "\u001b[2J"
      })
  void anythingElseIsRefusedOnOneLineThatNamesTheEntry(String text) {
    assertThatThrownBy(() -> PortSet.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("entry ")
        .message()
        .doesNotContainPattern("\\p{Cntrl}");
  }

  @Test
  void aTextOfEverySecondPortIsReadAndWrittenBack() {
    StringBuilder text = new StringBuilder();
    for (int port = 0; port <= 65535; port += 2) {
      text.append(port == 0 ? "" : ",").append(port);
    }
    assertThat(text).hasSizeGreaterThan(180_000);
    PortSet ports = PortSet.parse(text.toString());
    assertThat(ports.size()).isEqualTo(32768);
    assertThat(ports.toString()).isEqualTo(text.toString());
  }

  @Test
  void anEndlessTextIsRefused() {
    String text = "1,".repeat(600_000) + "1";
    assertThatThrownBy(() -> PortSet.parse(text)).hasMessageContaining("1 MiB");
  }

  @Test
  void writingAndReadingKeepsEverySet() {
    RandomSpaces random = new RandomSpaces(5);
    PortRange range = new PortRange(65436, 65535);
    for (int n = 0; n < 500; n++) {
      PortSet ports = random.someOf(range);
      assertThat(PortSet.parse(ports.toString())).isEqualTo(ports).hasSameHashCodeAs(ports);
    }
  }

  @Test
  void unionsAndCountsMatchPlainSets() {
    PortSet first = PortSet.parse("10-20,40");
    PortSet second = PortSet.parse("15-25");
    Set<Integer> expected = new HashSet<>();
    for (int port = 0; port <= 65535; port++) {
      if (first.contains(port) || second.contains(port)) {
        expected.add(port);
      }
    }
    assertThat(first.union(second).size()).isEqualTo(expected.size()).isEqualTo(17);
    assertThat(first.union(second).sizeWithin(new PortRange(20, 40))).isEqualTo(7);
  }
}
