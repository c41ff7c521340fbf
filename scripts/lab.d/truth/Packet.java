import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the truth needs of one packet of a capture: TCP over IPv4, or an ICMP "destination
 * unreachable" that quotes one.
 *
 * @param time when it was captured, ns since the epoch
 * @param source address and port of the sender; of the quoted packet's sender in ICMP
 * @param sequence the TCP sequence number (of the quoted packet in ICMP), unsigned
 * @param acknowledgment 0 in ICMP
 * @param flags of the TCP header; 0 in ICMP
 */
record Packet(
    long time,
    boolean icmp,
    String source,
    int sourcePort,
    String target,
    int targetPort,
    long sequence,
    long acknowledgment,
    int flags) {

  private static final int FIN = 1;
  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int ACK = 16;

  private static final int MAGIC_NANOSECONDS = 0xa1b23c4d;
  private static final int FILE_HEADER = 24;
  private static final int ETHERNET_HEADER = 14;
  private static final int PROTOCOL_ICMP = 1;
  private static final int PROTOCOL_TCP = 6;
  private static final int UNREACHABLE = 3;

  boolean syn() {
    return (flags & (FIN | SYN | RST | ACK)) == SYN;
  }

  boolean synAck() {
    return (flags & (SYN | RST | ACK)) == (SYN | ACK);
  }

  boolean reset() {
    return (flags & RST) != 0;
  }

  boolean plainAck() {
    return (flags & (SYN | RST | ACK)) == ACK;
  }

  /**
   * Reads a capture in pcap format: little-endian, nanoseconds, Ethernet.
   *
   * @throws IOException if it is another format
   */
  static List<Packet> read(Path capture) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(capture)).order(ByteOrder.LITTLE_ENDIAN);
    if (file.limit() < FILE_HEADER || file.getInt(0) != MAGIC_NANOSECONDS || file.getInt(20) != 1) {
      throw new IOException(capture + " is not a capture of an Ethernet link in nanoseconds");
    }
    List<Packet> packets = new ArrayList<>();
    file.position(FILE_HEADER);
    while (file.remaining() >= 16) {
      long seconds = Integer.toUnsignedLong(file.getInt());
      long nanos = Integer.toUnsignedLong(file.getInt());
      int length = file.getInt();
      file.getInt(); // the length on the wire
      if (length < 0 || length > file.remaining()) {
        throw new IOException(capture + " ends within a packet");
      }
      ByteBuffer frame = file.slice(file.position(), length).order(ByteOrder.BIG_ENDIAN);
      file.position(file.position() + length);
      Packet packet =
          parse(seconds * 1_000_000_000 + nanos, frame.position(ETHERNET_HEADER).slice());
      if (packet != null) {
        packets.add(packet);
      }
    }
    return packets;
  }

  /** Null for anything else. */
  private static Packet parse(long time, ByteBuffer ip) {
    try {
      int header = (ip.get(0) & 15) * 4;
      int protocol = ip.get(9);
      if (protocol == PROTOCOL_TCP) {
        return tcp(time, false, ip, header);
      }
      boolean unreachable = protocol == PROTOCOL_ICMP && ip.get(header) == UNREACHABLE;
      ByteBuffer quoted = unreachable ? ip.position(header + 8).slice() : null;
      return unreachable && quoted.get(9) == PROTOCOL_TCP
          ? tcp(time, true, quoted, (quoted.get(0) & 15) * 4)
          : null;
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      return null;
    }
  }

  private static Packet tcp(long time, boolean icmp, ByteBuffer ip, int header) {
    return new Packet(
        time,
        icmp,
        address(ip, 12),
        Short.toUnsignedInt(ip.getShort(header)),
        address(ip, 16),
        Short.toUnsignedInt(ip.getShort(header + 2)),
        Integer.toUnsignedLong(ip.getInt(header + 4)),
        icmp ? 0 : Integer.toUnsignedLong(ip.getInt(header + 8)),
        icmp ? 0 : ip.get(header + 13));
  }

  private static String address(ByteBuffer ip, int at) {
    return (ip.get(at) & 255)
        + "."
        + (ip.get(at + 1) & 255)
        + "."
        + (ip.get(at + 2) & 255)
        + "."
        + (ip.get(at + 3) & 255);
  }
}
