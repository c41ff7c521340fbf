package io.tuplewatch.report.letter;

import io.tuplewatch.report.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a capture file (pcap, Ethernet) of made packets. The n-th packet has a time of n seconds,
 * so that what a tool lets through can be told.
 */
final class Packets {

  private static final int PCAP_HEADER = 24;
  private static final int RECORD_HEADER = 16;
  private static final byte TCP = 6;
  private static final byte UDP = 17;
  private static final byte ICMP = 1;
  private static final byte ICMP_V6 = 58;

  private final List<byte[]> frames = new ArrayList<>();

  /** Adds a segment with SYN; its number. */
  int tcp(String from, int fromPort, String to, int toPort) {
    return add(ip(TCP, from, to, tcp(fromPort, toPort)));
  }

  int udp(String from, int fromPort, String to, int toPort) {
    byte[] datagram =
        ByteBuffer.allocate(8)
            .putShort((short) fromPort)
            .putShort((short) toPort)
            .putShort((short) 8)
            .array();
    return add(ip(UDP, from, to, datagram));
  }

  /** Adds what a router says of a segment that it did not let pass. */
  int unreachable(String router, String from, int fromPort, String to, int toPort) {
    byte[] quoted = ip(TCP, from, to, tcp(fromPort, toPort));
    boolean v6 = from.indexOf(':') >= 0;
    byte[] icmp = new byte[8 + quoted.length];
    icmp[0] = (byte) (v6 ? 1 : 3);
    icmp[1] = 1;
    System.arraycopy(quoted, 0, icmp, 8, quoted.length);
    return add(ip(v6 ? ICMP_V6 : ICMP, router, from, icmp));
  }

  private int add(byte[] packet) {
    ByteBuffer frame = ByteBuffer.allocate(14 + packet.length);
    frame.position(12);
    frame.putShort((short) (packet[0] >> 4 == 6 ? 0x86DD : 0x0800)).put(packet);
    frames.add(frame.array());
    return frames.size();
  }

  private static byte[] tcp(int fromPort, int toPort) {
    return ByteBuffer.allocate(20)
        .putShort((short) fromPort)
        .putShort((short) toPort)
        .putInt(1)
        .putInt(0)
        .put((byte) 0x50)
        .put((byte) 2)
        .putShort((short) 1000)
        .array();
  }

  private static byte[] ip(byte protocol, String from, String to, byte[] payload) {
    byte[] source = bytes(from);
    byte[] target = bytes(to);
    if (source.length == 4) {
      return ByteBuffer.allocate(20 + payload.length)
          .put((byte) 0x45)
          .put((byte) 0)
          .putShort((short) (20 + payload.length))
          .putInt(0)
          .put((byte) 64)
          .put(protocol)
          .putShort((short) 0)
          .put(source)
          .put(target)
          .put(payload)
          .array();
    }
    return ByteBuffer.allocate(40 + payload.length)
        .putInt(0x60000000)
        .putShort((short) payload.length)
        .put(protocol)
        .put((byte) 64)
        .put(source)
        .put(target)
        .put(payload)
        .array();
  }

  private static byte[] bytes(String address) {
    try {
      return InetAddress.getByName(String.valueOf(IpAddress.parse(address))).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(address, e);
    }
  }

  /** The capture file. */
  byte[] capture() {
    int size = PCAP_HEADER + frames.stream().mapToInt(f -> RECORD_HEADER + f.length).sum();
    ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(0xA1B2C3D4).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
    file.putInt(65535).putInt(1);
    for (int number = 1; number <= frames.size(); number++) {
      byte[] frame = frames.get(number - 1);
      file.putInt(number).putInt(0).putInt(frame.length).putInt(frame.length).put(frame);
    }
    return file.array();
  }

  /** The numbers of the packets of a capture file that a tool wrote. */
  static List<Integer> numbers(byte[] capture) {
    ByteBuffer file = ByteBuffer.wrap(capture).order(ByteOrder.LITTLE_ENDIAN);
    file.position(PCAP_HEADER);
    List<Integer> numbers = new ArrayList<>();
    while (file.hasRemaining()) {
      numbers.add(file.getInt());
      file.position(file.position() + 4);
      int length = file.getInt();
      file.position(file.position() + 4 + length);
    }
    return numbers;
  }
}
