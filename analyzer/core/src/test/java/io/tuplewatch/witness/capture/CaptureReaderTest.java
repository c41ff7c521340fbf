package io.tuplewatch.witness.capture;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The files beside this class's resources were read with tshark, too; its fields are the oracle.
 */
class CaptureReaderTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ethernet.pcap",
        "padded.pcap",
        "vlan.pcap",
        "qinq.pcap",
        "sll.pcap",
        "sll2.pcap",
        "raw.pcap",
        "ipv4.pcap",
        "ipv6.pcap",
        "null-little.pcap",
        "null-big.pcap",
        "loop.pcap",
        "big-endian-microseconds.pcap",
        "little-endian-microseconds.pcap",
        "big-endian-nanoseconds.pcap",
        "cut-at-54.pcap",
        "little-endian.pcapng",
        "big-endian.pcapng",
        "two-sections.pcapng"
      })
  void everyFieldOfEveryTellingPacketIsThatOfTshark(String name) throws Exception {
    List<String> ours = new ArrayList<>();
    Capture capture = CaptureReader.read(resource(name), segment -> ours.add(fields(segment)));

    List<String> tshark =
        Files.readAllLines(resource(name + ".tshark")).stream()
            .map(CaptureReaderTest::fieldsOfTshark)
            .toList();
    assertThat(ours).isEqualTo(tshark).hasSizeGreaterThan(9);
    assertThat(capture.telling()).isEqualTo(ours.size());
    assertThat(capture.problems()).isEmpty();
  }

  @Test
  void timeAndPacketCountsAreThoseOfTheFile() throws Exception {
    Capture capture = CaptureReader.read(resource("ethernet.pcap"), segment -> {});

    assertThat(capture.packets()).isEqualTo(58);
    assertThat(capture.cutOff()).isZero();
    assertThat(capture.dropped()).isEqualTo(-1);
    assertThat(capture.to() - capture.from()).isPositive();
  }

  @Test
  void whatAShortSnapLengthCutOffIsCounted() throws Exception {
    Capture capture = CaptureReader.read(resource("cut-at-46.pcap"), segment -> {});

    assertThat(capture.telling()).isZero();
    assertThat(capture.cutOff()).isGreaterThan(40);
  }

  @Test
  void whatTheCapturingProgramLostIsTold() throws Exception {
    assertThat(CaptureReader.read(resource("big-endian.pcapng"), s -> {}).dropped()).isEqualTo(17);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ethernet.pcap", "little-endian.pcapng"})
  void aGzippedCaptureIsReadAsWell(String name) throws Exception {
    Path file = folder.resolve("packed");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(bytes(name));
    }

    assertThat(count(file)).isEqualTo(count(resource(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ethernet.pcap", "little-endian.pcapng", "two-sections.pcapng"})
  void ofATruncatedFileEveryWholePacketIsUsedAndTheEndIsTold(String name) throws Exception {
    byte[] whole = bytes(name);
    long before = 0;
    for (int length = 200; length < whole.length; length += 37) {
      byte[] cut = Arrays.copyOf(whole, length);
      Capture capture = CaptureReader.read(write(cut), segment -> {});
      assertThat(capture.packets()).isGreaterThanOrEqualTo(before);
      before = capture.packets();
    }
    assertThat(before).isGreaterThanOrEqualTo(58 - 3);
    Capture capture = CaptureReader.read(write(Arrays.copyOf(whole, 1001)), s -> {});
    assertThat(capture.problems()).hasSize(1);
    assertThat(capture.problems().get(0)).contains("ends within a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ethernet.pcap", "little-endian.pcapng"})
  void damageInTheMiddleCostsThePacketsAroundItAndIsTold(String name) throws Exception {
    byte[] bytes = bytes(name);
    for (int i = 0; i < 40; i++) {
      bytes[bytes.length / 2 + i] = (byte) 0xFF;
    }

    Capture capture = CaptureReader.read(write(bytes), segment -> {});

    assertThat(capture.packets()).isBetween(58L - 6, 58L);
    assertThat(capture.problems()).isNotEmpty();
    assertThat(capture.problems().get(0)).contains("damaged");
  }

  @Test
  void timesAroundDamageAreNotCovered() throws Exception {
    byte[] bytes = bytes("ethernet.pcap");
    List<Long> whole = new ArrayList<>();
    CaptureReader.read(resource("ethernet.pcap"), segment -> whole.add(segment.time()));
    Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 40, (byte) 0xFF);
    List<Long> left = new ArrayList<>();

    Capture capture = CaptureReader.read(write(bytes), segment -> left.add(segment.time()));

    assertThat(capture.gaps()).hasSize(1);
    for (long time : whole) {
      assertThat(capture.covers(time, 0) || !left.contains(time)).isTrue();
    }
    assertThat(capture.damaged(whole.get(0), whole.get(whole.size() - 1))).isTrue();
  }

  /** A bit of the seconds flips, in one packet after the other. */
  @Test
  void aPacketWithAWildTimeDoesNotWidenWhatIsCovered() throws Exception {
    Capture whole = CaptureReader.read(resource("ethernet.pcap"), segment -> {});
    byte[] bytes = bytes("ethernet.pcap");
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 24; at < bytes.length; at += 16 + header.getInt(at + 8)) {
      byte[] flipped = bytes.clone();
      flipped[at + 3] ^= 0x01;
      Capture capture = CaptureReader.read(write(flipped), segment -> {});
      assertThat(capture.from()).isGreaterThanOrEqualTo(whole.from());
      assertThat(capture.to()).isLessThanOrEqualTo(whole.to());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ethernet.pcap", "sll2.pcap", "little-endian.pcapng", "two-sections.pcapng"})
  void randomDamageNeverEndsInAnExceptionOrAHang(String name) throws Exception {
    byte[] whole = bytes(name);
    Random random = new Random(7);
    for (int run = 0; run < 300; run++) {
      byte[] bytes = whole.clone();
      for (int i = 0; i < 1 + run % 20; i++) {
        bytes[4 + random.nextInt(bytes.length - 4)] = (byte) random.nextInt();
      }
      Capture capture =
          CaptureReader.read(write(bytes), s -> assertThat(s.toString()).contains(" > "));
      assertThat(capture.packets()).isLessThanOrEqualTo(200);
    }
  }

  @Test
  void aFileThatIsNoCaptureIsRefusedWithARemedy() throws Exception {
    assertThatThrownBy(() -> count(write(new byte[0]))).hasMessage("it is empty");
    assertThatThrownBy(() -> count(write("no capture".getBytes(US_ASCII))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("pcap and pcapng are understood");
  }

  @Test
  void packetsOfALinkLayerThatIsNotKnownArePassedOverAndTold() throws Exception {
    byte[] bytes = bytes("ethernet.pcap");
    bytes[20] = 127; // IEEE 802.11 with radiotap

    Capture capture = CaptureReader.read(write(bytes), segment -> {});

    assertThat(capture.telling()).isZero();
    assertThat(capture.problems().get(0)).contains("58 packets of link type 127");
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("capture"), bytes);
  }

  private static byte[] bytes(String name) throws Exception {
    return Files.readAllBytes(resource(name));
  }

  private static long count(Path file) throws IOException {
    return CaptureReader.read(file, segment -> {}).telling();
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(Objects.requireNonNull(CaptureReaderTest.class.getResource(name)).toURI());
  }

  /**
   * Time, source, target, ports, sequence; of a segment acknowledgment and flags; TTL; of an error
   * sender, type, code.
   */
  private static String fields(Segment s) {
    String flags = s.icmp() ? "icmp" : Integer.toHexString(s.flags);
    String icmp = s.icmp() ? " from " + s.sender() + " " + s.icmpType() + "/" + s.icmpCode() : "";
    return String.join(
        " ",
        String.format("%d.%09d", s.time() / 1_000_000_000, s.time() % 1_000_000_000),
        s.source(),
        s.target(),
        s.sourcePort() + ">" + s.targetPort(),
        Integer.toUnsignedString(s.sequence()),
        Integer.toUnsignedString(s.acknowledgment()),
        flags,
        s.timeToLive() + icmp);
  }

  private static String fieldsOfTshark(String line) {
    String[] f = line.split(";", -1);
    boolean six = f[1].isEmpty();
    String[] sources = f[six ? 3 : 1].split(",", -1);
    String[] targets = f[six ? 4 : 2].split(",", -1);
    boolean icmp = sources.length == 2;
    int inner = sources.length - 1;
    String time = f[0];
    String type = f[six ? 14 : 12] + "/" + f[six ? 15 : 13];
    return String.join(
        " ",
        time,
        literal(sources[inner]),
        literal(targets[inner]),
        f[5] + ">" + f[6],
        f[7],
        icmp || f[8].isEmpty() ? "0" : f[8],
        icmp ? "icmp" : Integer.toHexString(Integer.decode(f[9])),
        f[six ? 11 : 10].split(",", -1)[0]
            + (icmp ? " from " + literal(sources[0]) + " " + type : ""));
  }

  /** IPv6 as the JDK writes it. */
  private static String literal(String address) {
    return String.valueOf(IpAddress.parse(address));
  }
}
