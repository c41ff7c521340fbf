package io.tuplewatch.lruports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortSettingsTest {

  @TempDir Path sysctls;

  @Test
  void reservedPortsAreNoneOfTheRange() throws IOException {
    assertThat(read("40000\t40009", "40001,40003-40005,50000").ports())
        .containsExactly(40000, 40002, 40006, 40007, 40008, 40009);
  }

  @Test
  void withoutReservedPortsTheRangeIsWhole() throws IOException {
    assertThat(read("32768\t60999", "\n").size()).isEqualTo(28_232);
  }

  @Test
  void whatIsNoRangeLeavesNoPorts() throws IOException {
    assertThat(read("", "").size()).isZero();
    assertThat(read("1024", "").size()).isZero();
    assertThat(read("a b", "").size()).isZero();
    assertThat(read("40000 99999", "").size()).isZero();
    assertThat(read("40009 40000", "").size()).isZero();
    assertThat(read("40000 40009", "x").size()).isZero();
    assertThat(PortSettings.read(sysctls.resolve("missing")).size()).isZero();
  }

  private PortSettings read(String range, String reserved) throws IOException {
    Files.writeString(sysctls.resolve("ip_local_port_range"), range);
    Files.writeString(sysctls.resolve("ip_local_reserved_ports"), reserved);
    return PortSettings.read(sysctls);
  }
}
