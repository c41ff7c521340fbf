package io.tuplewatch.agent.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {

  @TempDir Path proc;

  @Test
  void settingsAreReadAsTheKernelWritesThem() throws IOException {
    write("sys/kernel/hostname", "app-7\n");
    write("sys/net/ipv4/ip_local_port_range", "9000\t65499\n");
    write("sys/net/ipv4/tcp_tw_reuse", "2\n");
    write("sys/net/ipv4/ip_local_reserved_ports", "30000-40402,50000\n");
    write("sys/net/ipv4/tcp_max_tw_buckets", "16384\n");
    write("sys/net/ipv4/ip_nonlocal_bind", "1\n");
    write("sys/net/netfilter/nf_conntrack_tcp_timeout_time_wait", "120\n");
    write("sys/net/netfilter/nf_conntrack_tcp_timeout_close", "10\n");
    write("self/cgroup", "0::/system.slice/docker-" + "ab".repeat(32) + ".scope\n");
    Files.createDirectories(proc.resolve("self/ns"));
    Files.createSymbolicLink(proc.resolve("self/ns/net"), Path.of("net:[4026531840]"));

    Map<String, Object> settings = new SettingsReader(proc).read();

    assertThat(settings.get("hostName")).isEqualTo("app-7");
    assertThat(settings.get("ephemeralLow")).isEqualTo(9000);
    assertThat(settings.get("ephemeralHigh")).isEqualTo(65499);
    assertThat(settings.get("tcpTwReuse")).isEqualTo(2);
    assertThat(settings.get("reservedPorts")).isEqualTo("30000-40402,50000");
    assertThat(settings.get("tcpMaxTwBuckets")).isEqualTo(16384);
    assertThat(settings.get("ipNonlocalBind")).isEqualTo(1);
    assertThat(settings.get("conntrackTimeWait")).isEqualTo(120);
    assertThat(settings.get("conntrackClose")).isEqualTo(10);
    assertThat(settings.get("containerId")).isEqualTo("ab".repeat(32));
    assertThat(settings.get("networkNamespace")).isEqualTo(4026531840L);
  }

  @Test
  void changeIsToldOnceAndSaysHowLongTheSettingsBeforeItHeld() throws IOException {
    write("sys/net/ipv4/tcp_tw_reuse", "2\n");
    SettingsInTime settings = new SettingsInTime(new SettingsReader(proc));

    assertThat(settings.read(1000)).doesNotContainKey("previouslyReadAt");
    assertThat(settings.readIfChanged(11_000)).isNull();
    write("sys/net/ipv4/tcp_tw_reuse", "1\n");
    assertThat(settings.readIfChanged(21_000))
        .containsEntry("tcpTwReuse", 1)
        .containsEntry("previouslyReadAt", 11_000L);
    assertThat(settings.readIfChanged(31_000)).isNull();
    assertThat(settings.read(40_000)).containsEntry("previouslyReadAt", 31_000L);
  }

  @Test
  void whatIsMissingOrBrokenIsUnknown() throws IOException {
    write("sys/net/ipv4/ip_local_port_range", "9000");
    write("sys/net/ipv4/tcp_syn_retries", "many");

    Map<String, Object> settings = new SettingsReader(proc).read();

    assertThat(settings.get("hostName")).isNull();
    assertThat(settings.get("ephemeralLow")).isEqualTo(-1);
    assertThat(settings.get("ephemeralHigh")).isEqualTo(-1);
    assertThat(settings.get("tcpSynRetries")).isEqualTo(-1);
    assertThat(settings.get("portStepWidth")).isEqualTo(-1);
    assertThat(settings.get("reservedPorts")).isNull();
    assertThat(settings.get("reservedPortsHash")).isEqualTo(0L);
    assertThat(settings.get("networkNamespace")).isEqualTo(-1L);
  }

  @Test
  void longestPossibleReservedListIsReadWhole() throws IOException {
    String everySecondPort =
        IntStream.range(0, 32768)
            .mapToObj(i -> String.valueOf(2 * i + 1))
            .collect(Collectors.joining(","));
    write("sys/net/ipv4/ip_local_reserved_ports", everySecondPort);

    Map<String, Object> settings = new SettingsReader(proc).read();

    assertThat(settings.get("reservedPorts")).isEqualTo(everySecondPort);
    assertThat(settings.get("reservedPortsHash")).isEqualTo(SettingsReader.hash(everySecondPort));
  }

  /** The test vector of the FNV reference: "a", 64 bits, 1a. */
  @Test
  void hashIsFnv1a() {
    assertThat(SettingsReader.hash("a")).isEqualTo(0xaf63dc4c8601ec8cL);
    assertThat(SettingsReader.hash("")).isEqualTo(0xcbf29ce484222325L);
  }

  @Test
  void monotonicOffsetTurnsTheMonotonicClockIntoTheEpoch() {
    long before = System.nanoTime();
    Map<String, Object> settings = new SettingsReader(proc).read();
    long after = System.nanoTime();
    long offset = (Long) settings.get("monotonicOffset");

    Instant earliest = Instant.ofEpochSecond(0, before + offset);
    Instant latest = Instant.ofEpochSecond(0, after + offset);
    Instant now = Instant.now();
    assertThat(earliest).isBeforeOrEqualTo(now);
    assertThat(latest).isAfter(now.minusSeconds(60));
  }

  private void write(String file, String text) throws IOException {
    Path path = proc.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
