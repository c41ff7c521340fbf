package io.tuplewatch.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.recording.TextKind;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PseudonymsTest {

  private final Pseudonyms pseudonyms = of("a key");

  @Test
  void oneKeyGivesOnePseudonymAndAnotherKeyAnother() {
    String address = address("10.1.2.3");

    assertThat(of("a key").replace(TextKind.ADDRESS, "10.1.2.3")).isEqualTo(address);
    assertThat(of("b key").replace(TextKind.ADDRESS, "10.1.2.3")).isNotEqualTo(address);
    assertThat(pseudonyms.texts()).containsEntry(address, "10.1.2.3");
  }

  @Test
  void addressIsOneThatNoHostCanHave() throws Exception {
    assertThat(InetAddress.getByName(address("10.1.2.3")).getAddress()[0] & 0xF0).isEqualTo(0xF0);
    assertThat(address("fe80:0:0:0:0:0:0:1%eth0")).startsWith("2001:db8:").doesNotContain("eth0");
    assertThat(InetAddress.getByName(address("2606:4700::1111")).getAddress()).hasSize(16);
  }

  @Test
  void hundredThousandAddressesHaveAsManyPseudonyms() {
    Random random = new Random(1);
    Set<String> addresses = new HashSet<>();
    Set<String> given = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      String address = random.nextInt(1, 224) + "." + random.nextInt(256) + ".3." + (i & 0xFF);
      addresses.add(address);
      given.add(address(address));
    }

    assertThat(given).hasSameSizeAs(addresses);
  }

  @Test
  void prefixesAreKeptOnRequestOnly() {
    Pseudonyms keeping = Pseudonyms.of(bytes("a key"), true);
    Set<String> networks = new HashSet<>();
    Set<String> all = new HashSet<>();
    for (int host = 0; host < 256; host++) {
      String pseudonym = keeping.replace(TextKind.ADDRESS, "10.1.2." + host);
      networks.add(pseudonym.substring(0, pseudonym.lastIndexOf('.')));
      all.add(pseudonym);
    }
    String other = keeping.replace(TextKind.ADDRESS, "10.1.3.1");
    String six = keeping.replace(TextKind.ADDRESS, "2a00:1:2:3::1");

    assertThat(networks).hasSize(1);
    assertThat(all).hasSize(256);
    assertThat(networks).doesNotContain(other.substring(0, other.lastIndexOf('.')));
    assertThat(keeping.replace(TextKind.ADDRESS, "2a00:1:2:3::2"))
        .startsWith(six.substring(0, 15))
        .isNotEqualTo(six);
    assertThat(address("10.1.2.3").substring(0, 8))
        .isNotEqualTo(address("10.1.2.4").substring(0, 8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "0:0:0:0:0:0:0:0", "127.0.0.1", "127.1.2.3", "::1", ""})
  void wildcardAndLoopbackStay(String address) {
    assertThat(address(address)).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"999.1.1.1", "1.2.3", ".:1", "db:", "10.1.2.3.", "db-1.prod.example.com"})
  void whatIsNoAddressIsAName(String text) {
    assertThat(address(text)).matches("host-[0-9a-f]{10}[.]invalid");
    assertThat(pseudonyms.replace(TextKind.HOST, text)).isEqualTo(address(text));
  }

  @Test
  void addressInThePlaceOfAHostHasItsPseudonym() {
    assertThat(pseudonyms.replace(TextKind.HOST, "10.1.2.3")).isEqualTo(address("10.1.2.3"));
    assertThat(pseudonyms.replace(TextKind.HOST, "localhost")).isEqualTo("localhost");
  }

  @Test
  void methodsOfOneClassAreSeenToBe() {
    String connect = pseudonyms.replace(TextKind.CALL_SITE, "com.acme.Pool$1.connect:17");
    String fill = pseudonyms.replace(TextKind.CALL_SITE, "com.acme.Pool$1.<init>:9");

    assertThat(connect).matches("app[.]C[0-9a-f]{10}[.]m[0-9a-f]{10}:17");
    assertThat(fill).startsWith(connect.substring(0, 15)).endsWith(":9");
    assertThat(pseudonyms.replace(TextKind.CLASS, "com.acme.Pool$1"))
        .isEqualTo(connect.substring(0, 15));
  }

  @ParameterizedTest
  @ValueSource(strings = {"java.net.ConnectException", "io.netty.channel.ConnectTimeoutException"})
  void classesOfTheJdkAndOfNettyStay(String type) {
    assertThat(pseudonyms.replace(TextKind.CLASS, type)).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource({
    "Connection refused, Connection refused",
    "Connection timed out (Connection timed out), Connection timed out (Connection timed out)",
    "Connection refused: db.acme/10.1.2.3:5432, Connection refused (removed)",
    "finishConnect(..) failed: No route to host: /10.0.0.1:5,"
        + "finishConnect(..) failed: No route to host (removed)",
    "tenant acme has no quota, (removed)",
  })
  void ofAMessageOnlyTheFirstWordsThatAllSystemsGiveStay(String message, String left) {
    assertThat(pseudonyms.replace(TextKind.MESSAGE, message)).isEqualTo(left);
  }

  @ParameterizedTest
  @CsvSource({
    "5.15.0-1045-aws, 5.15.0-1045-aws",
    "4.18.0-513.24.1.el8_9.x86_64, 4.18.0-513.24.1.el8_9.x86_64",
    "6.1.0-acme-prod-amd64, 6.1.0-(removed)-(removed)-amd64",
  })
  void ofAKernelItsVersionStays(String release, String left) {
    assertThat(pseudonyms.replace(TextKind.KERNEL_RELEASE, release)).isEqualTo(left);
  }

  @Test
  void ofFilesOnlyTheKindStays() {
    assertThat(pseudonyms.replace(TextKind.FILE, "/home/ann/acme.jfr.gz"))
        .matches("recording-[0-9a-f]{10}[.]jfr[.]gz");
    assertThat(pseudonyms.replace(TextKind.FILE, "acme")).matches("recording-[0-9a-f]{10}");
  }

  @Test
  void whatTheAgentNeverWritesIsRemoved() {
    assertThat(pseudonyms.replace(TextKind.WORD, "TIMED_OUT")).isEqualTo("TIMED_OUT");
    assertThat(pseudonyms.replace(TextKind.WORD, "acme")).isEqualTo("OTHER");
    assertThat(pseudonyms.replace(TextKind.PORTS, "8080,9000-9999")).isEqualTo("8080,9000-9999");
    assertThat(pseudonyms.replace(TextKind.PORTS, "acme")).isEqualTo("(removed)");
  }

  @Test
  void hostsBootAndNamespaceAreReplaced() {
    assertThat(pseudonyms.replace(TextKind.BOOT_ID, "354b2808-4732-4b10-a043-9887942434d0"))
        .hasSize(36)
        .isNotEqualTo("354b2808-4732-4b10-a043-9887942434d0");
    assertThat(pseudonyms.replace(TextKind.CONTAINER_ID, "0123abc")).startsWith("container-");
    assertThat(pseudonyms.networkNamespace(4026531840L)).isNotEqualTo(4026531840L).isNotNegative();
    assertThat(pseudonyms.networkNamespace(-1)).isEqualTo(-1);
  }

  @Test
  void halvesOfSurrogatePairsAreDifferentNames() {
    assertThat(address("a\uD800")).isNotEqualTo(address("a\uD801"));
  }

  private String address(String text) {
    return pseudonyms.replace(TextKind.ADDRESS, text);
  }

  private static Pseudonyms of(String key) {
    return Pseudonyms.of(bytes(key), false);
  }

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }
}
