package io.tuplewatch.report.letter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.FourTuple;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The filters, run by the tools they are for. */
class FiltersTest {

  /** A capture with the packets of two tuples, and many that are alike in all but one thing. */
  private static final class Capture {
    final Packets packets = new Packets();
    final List<Integer> wanted = new ArrayList<>();

    Capture(String client, String server, String other) {
      for (int port : List.of(40_090, 40_152)) {
        wanted.add(packets.tcp(client, port, server, 5000));
        wanted.add(packets.tcp(server, 5000, client, port));
      }
      packets.tcp(client, 40_091, server, 5000);
      packets.tcp(server, 5000, client, 40_091);
      packets.tcp(client, 40_090, server, 5001);
      packets.tcp(client, 5000, server, 40_090);
      packets.tcp(server, 40_090, client, 5000);
      packets.tcp(other, 40_090, server, 5000);
      packets.tcp(client, 40_090, other, 5000);
      packets.udp(client, 40_090, server, 5000);
      packets.unreachable(other, client, 40_090, server, 5000);
      wanted.add(packets.tcp(client, 40_090, server, 5000));
    }
  }

  private static Filters filters(String client, String server) {
    return new Filters(
        Stream.of(40_090, 40_152)
            .map(port -> Endpoints.of(new FourTuple(client, port, server, 5000)))
            .toList());
  }

  @ParameterizedTest
  @CsvSource({"10.77.1.2, 10.77.2.2, 10.77.3.3", "2001:db8::1:2, 2001:db8::2:2, 2001:db8::3"})
  void tcpdumpSelectsThePacketsOfTheTuplesAndNoOther(String client, String server, String other)
      throws IOException {
    OtherTools.require("tcpdump");
    Capture capture = new Capture(client, server, other);

    byte[] selected =
        OtherTools.run(
            capture.packets.capture(),
            List.of("tcpdump", "-r", "-", "-w", "-", filters(client, server).tcpdump()));

    assertThat(Packets.numbers(selected)).containsExactlyElementsOf(capture.wanted);
  }

  @ParameterizedTest
  @CsvSource({"10.77.1.2, 10.77.2.2, 10.77.3.3", "2001:db8::1:2, 2001:db8::2:2, 2001:db8::3"})
  void wiresharkSelectsThePacketsOfTheTuplesAndNoOther(String client, String server, String other)
      throws IOException {
    OtherTools.require("tshark");
    Capture capture = new Capture(client, server, other);
    String filter = filters(client, server).wireshark();

    byte[] numbers =
        OtherTools.run(
            capture.packets.capture(),
            List.of("tshark", "-r", "-", "-Y", filter, "-T", "fields", "-e", "frame.number"));

    assertThat(new String(numbers, StandardCharsets.US_ASCII).lines().map(Integer::valueOf))
        .containsExactlyElementsOf(capture.wanted);
  }

  @ParameterizedTest
  @CsvSource({"10.77.1.2, 10.77.2.2, 10.77.3.3", "2001:db8::1:2, 2001:db8::2:2, 2001:db8::3"})
  void ringCaptureTakesTheTuplesAndWhatRoutersSayOfThem(String client, String server, String other)
      throws IOException {
    OtherTools.require("tcpdump");
    Packets packets = new Packets();
    int syn = packets.tcp(client, 40_090, server, 5000);
    packets.tcp(client, 40_090, server, 5001);
    packets.tcp(client, 40_090, other, 5000);
    int said = packets.unreachable(other, client, 40_090, server, 5000);

    byte[] selected =
        OtherTools.run(
            packets.capture(),
            List.of("tcpdump", "-r", "-", "-w", "-", filters(client, server).tcpdumpOfAll()));

    assertThat(Packets.numbers(selected)).containsExactly(syn, said);
  }

  @ParameterizedTest
  @CsvSource({"10.77.1.2, 10.77.2.2", "2001:db8::1:2, 2001:db8::2:2"})
  void nftAcceptsTheRulesAndTheyNameTheTuples(String client, String server) throws IOException {
    OtherTools.require("unshare", "nft");
    List<String> rules = new ArrayList<>(filters(client, server).nft());
    assertThat(rules.remove("nft monitor trace")).isTrue();
    rules.add(rules.size() - 1, "nft list ruleset");

    assertThat(OtherTools.inOwnNetwork(String.join("\n", rules)))
        .contains("saddr " + client, "daddr " + server, "tcp dport 5000", "{ 40090, 40152 }");
  }

  @ParameterizedTest
  @CsvSource({"10.77.1.2, 10.77.2.2", "2001:db8::1:2, 2001:db8::2:2"})
  void conntrackAcceptsTheCommand(String client, String server) throws IOException {
    OtherTools.require("unshare", "conntrack");

    assertThat(OtherTools.inOwnNetwork(filters(client, server).conntrack())).isEmpty();
  }

  @Test
  void spellingsOfDevicesAreThoseOfTheirDocumentation() {
    Filters filters = filters("10.77.1.2", "10.77.2.2");

    assertThat(filters.checkPointTable()).contains("0a4d0102, 00009c9a, 0a4d0202, 00001388, 0*6");
    assertThat(filters.panOsLog())
        .isEqualTo(
            "( addr.src in 10.77.1.2 ) and ( addr.dst in 10.77.2.2 ) and ( port.dst eq 5000 )"
                + " and ( port.src eq 40090 )");
    assertThat(filters.fortiGate()).contains("diagnose sys session filter sport 40090");
    assertThat(filters("2001:db8::1", "2001:db8::2").fortiGate())
        .contains("diagnose sys session6 filter src 2001:db8::1");
  }

  /** A flow tuple of NSG flow logs, version 2, and one of virtual network flow logs. */
  @Test
  void azureFlowTuplesAreFoundAndOthersAreNot() throws IOException {
    String mine = "\"1700000000,10.77.1.2,10.77.2.2,40090,5000,T,O,A,B,,,,\"";
    String vnet = "\"1700000000123,10.77.1.2,10.77.2.2,40090,5000,6,O,B,NX,0,0,0,0\"";
    String log =
        String.join(
            ",",
            mine,
            "\"1700000000,10.77.1.2,10.77.2.2,40091,5000,T,O,A,B,,,,\"",
            "\"1700000000,10x77.1.2,10.77.2.2,40090,5000,T,O,A,B,,,,\"",
            "\"1700000000,110.77.1.2,10.77.2.2,40090,5000,T,O,A,B,,,,\"",
            vnet);

    byte[] found =
        OtherTools.run(
            log.getBytes(StandardCharsets.US_ASCII),
            List.of("sh", "-c", filters("10.77.1.2", "10.77.2.2").azureFlowTuple()));

    assertThat(new String(found, StandardCharsets.US_ASCII).lines()).containsExactly(mine, vnet);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.1.1.1 or port 1", "db.example", "$(reboot)", "'; drop", "fe80::1 x"})
  void textThatIsNoAddressGetsIntoNoFilter(String address) {
    assertThat(Endpoints.of(new FourTuple(address, 1, "10.0.0.1", 2))).isNull();
    assertThat(Endpoints.of(new FourTuple("10.0.0.1", 1, address, 2))).isNull();
  }
}
