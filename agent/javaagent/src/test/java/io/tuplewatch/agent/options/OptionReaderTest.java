package io.tuplewatch.agent.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionReaderTest {

  @TempDir Path directory;

  @Test
  void noOptionsMeanDefaults() {
    AgentOptions options = OptionReader.read(null, null);

    assertThat(options.isVerbose()).isFalse();
    assertThat(options.events()).isEqualTo(WrittenEvents.ALL);
    assertThat(options.writesCloses()).isTrue();
    assertThat(options.hasStackTraces()).isTrue();
    assertThat(options.includesNetty()).isTrue();
    assertThat(options.firewallTimeoutNanos()).isEqualTo(3_600_000_000_000L);
    assertThat(options.lastUsesBytes()).isEqualTo(16_777_216);
    assertThat(options.recordFile()).isNull();
    assertThat(options.maxSizeBytes()).isEqualTo(262_144_000);
    assertThat(options.warnings()).isEmpty();
    assertThat(OptionReader.read("", "").warnings()).isEmpty();
  }

  @Test
  void everyOptionIsUnderstood() {
    AgentOptions options =
        OptionReader.read(
            "log=verbose, events=Suspicious,firewall-timeout=350s,closes=off,stacktrace=off,netty=off,"
                + "lastuses=1m,record=/tmp/%p.jfr,format=jsonl,maxage=4h,maxsize=12m",
            null);

    assertThat(options.warnings()).isEmpty();
    assertThat(options.isVerbose()).isTrue();
    assertThat(options.events()).isEqualTo(WrittenEvents.SUSPICIOUS);
    assertThat(options.firewallTimeoutNanos()).isEqualTo(350_000_000_000L);
    assertThat(options.writesCloses()).isFalse();
    assertThat(options.hasStackTraces()).isFalse();
    assertThat(options.includesNetty()).isFalse();
    assertThat(options.lastUsesBytes()).isEqualTo(1_048_576);
    assertThat(options.recordFile()).isEqualTo("/tmp/%p.jfr");
    assertThat(options.isJsonLines()).isTrue();
    assertThat(options.maxAgeMillis()).isEqualTo(14_400_000);
    assertThat(options.maxSizeBytes()).isEqualTo(12_582_912);
  }

  @Test
  void argumentWinsOverEnvironmentAndThatOverTheFile() throws IOException {
    Path file = directory.resolve("agent.conf");
    Files.write(
        file,
        Arrays.asList("# months in a small file", "events=failures", "maxage=1h", "maxsize=1m"));

    AgentOptions options =
        OptionReader.read("maxsize=3m", "config=" + file + ",maxsize=2m,maxage=2h");

    assertThat(options.events()).isEqualTo(WrittenEvents.FAILURES);
    assertThat(options.maxAgeMillis()).isEqualTo(7_200_000);
    assertThat(options.maxSizeBytes()).isEqualTo(3_145_728);
    assertThat(options.warnings()).isEmpty();
  }

  @Test
  void fileThatIsMissingIsAWarning() {
    assertThat(OptionReader.read("config=" + directory.resolve("none"), null).warnings())
        .singleElement()
        .asString()
        .contains("cannot be read");
  }

  @Test
  void endlessFileIsReadForItsStartOnly() {
    AgentOptions options = OptionReader.read("config=/dev/zero,log=verbose", null);

    assertThat(options.isVerbose()).isTrue();
    assertThat(options.warnings()).allMatch(warning -> warning.length() < 300);
  }

  @Test
  void eachUnknownOptionIsOneWarningThatNamesItAndTheKnownOnes() {
    AgentOptions options = OptionReader.read("colour=blue,log=loud,,log=verbose,nonsense", null);

    assertThat(options.isVerbose()).isTrue();
    assertThat(options.warnings()).hasSize(3);
    assertThat(options.warnings().get(0)).contains("\"colour=blue\"").contains("record");
    assertThat(options.warnings().get(1)).contains("\"log=loud\"").contains("normal, verbose");
    assertThat(options.warnings().get(2)).contains("\"nonsense\"");
  }

  @Test
  void badAmountsAreWarningsAndLeaveTheDefault() {
    AgentOptions options =
        OptionReader.read("maxage=4,maxsize=lots,maxsize=999999999999g,firewall-timeout=-1s", null);

    assertThat(options.warnings()).hasSize(4);
    assertThat(options.maxAgeMillis()).isZero();
    assertThat(options.maxSizeBytes()).isEqualTo(262_144_000);
  }

  @Test
  void longOptionIsNotEchoedWhole() {
    assertThat(OptionReader.read("x".repeat(100_000), null).warnings().get(0)).hasSizeLessThan(300);
  }

  @Test
  void destinationsAreHostsAddressesNetworksAndPorts() throws IOException {
    assertThat(includes("to=db.example", "DB.example", "10.0.0.1", 5432)).isTrue();
    assertThat(includes("to=db.example", null, "10.0.0.1", 5432)).isFalse();
    assertThat(includes("to=db.example:5432", "db.example", "10.0.0.1", 5433)).isFalse();
    assertThat(includes("to=10.1.2.3", "db.example", "10.1.2.3", 1)).isTrue();
    assertThat(includes("to=10.1.2.3", "db.example", "10.1.2.4", 1)).isFalse();
    assertThat(includes("to=10.128.0.0/9:443", null, "10.200.0.1", 443)).isTrue();
    assertThat(includes("to=10.128.0.0/9:443", null, "10.127.0.1", 443)).isFalse();
    assertThat(includes("to=0.0.0.0/0", null, "10.127.0.1", 443)).isTrue();
    assertThat(includes("to=0.0.0.0/0", null, "::1", 443)).isFalse();
    assertThat(includes("to=[2001:db8::]/33:443", null, "2001:db8:7fff::1", 443)).isTrue();
    assertThat(includes("to=[2001:db8::]/33:443", null, "2001:db8:8000::1", 443)).isFalse();
    assertThat(includes("to=:5432", "any.example", "10.0.0.1", 5432)).isTrue();
    assertThat(includes("to=:5432", "any.example", "10.0.0.1", 5433)).isFalse();
    assertThat(includes("to=a.example,to=:22", "b.example", "10.0.0.1", 22)).isTrue();
  }

  @Test
  void badDestinationIsAWarningAndFiltersNothing() throws IOException {
    for (String bad : Arrays.asList("", "10.0.0.0/33", "host/8", ":65536", "a:b", "999.1.1.1")) {
      AgentOptions options = OptionReader.read("to=" + bad, null);

      assertThat(options.warnings()).as(bad).hasSize(1);
      assertThat(options.includes(null, InetAddress.getByName("10.9.9.9"), 1)).isTrue();
    }
  }

  private static boolean includes(String option, String givenHost, String address, int port)
      throws IOException {
    AgentOptions options = OptionReader.read(option, null);
    assertThat(options.warnings()).isEmpty();
    return options.includes(givenHost, InetAddress.getByName(address), port);
  }
}
