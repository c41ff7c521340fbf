package io.tuplewatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

  /** The examples of RFC 5952. */
  @ParameterizedTest
  @CsvSource({
    "10.77.1.2, 10.77.1.2",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:0db8::0001, 2001:db8::1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:DB8::AAAA, 2001:db8::aaaa",
    "fe80::1%eth0, fe80::1",
    "::1, ::1",
    "::, ::",
    "::ffff:10.0.0.1, 10.0.0.1"
  })
  void addressesHaveOneSpelling(String literal, String canonical) {
    assertThat(IpAddress.parse(literal)).hasToString(canonical);
    assertThat(IpAddress.parse(literal)).isEqualTo(IpAddress.parse(canonical));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "10.1.2",
        "10.1.2.3.4",
        "10.1.2.256",
        "010.1.2.3",
        "1",
        "10.1.2.3 or port 1",
        "10.1.2.3\n",
        "2001:db8::1; reboot",
        ":::",
        "12345::",
        "::1::",
        "\u0661.1.1.1"
      })
  void whatIsNoAddressIsNone(String text) {
    assertThat(IpAddress.parse(text)).isNull();
  }
}
