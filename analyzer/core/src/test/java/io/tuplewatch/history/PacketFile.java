package io.tuplewatch.history;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A capture of Ethernet in nanosecond pcap. Checksums are left out. Not thread-safe. */
final class PacketFile implements Closeable {

  static final int FIN = 1;
  static final int SYN = 2;
  static final int RST = 4;
  static final int ACK = 16;

  private static final long SECOND = 1_000_000_000L;
  private static final int LINK = 14;
  private static final int SNAP_LENGTH = 262_144;

  /** An end of a connection; the address is IPv4. */
  record End(int address, int port) {

    static End of(String address, int port) {
      int bits = 0;
      for (String part : address.split("\\.", -1)) {
        bits = bits << 8 | Integer.parseInt(part);
      }
      return new End(bits, port);
    }
  }

  private final OutputStream out;

  PacketFile(Path file) throws IOException {
    out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    ByteBuffer header = ByteBuffer.allocate(24);
    header.putInt(0xA1B23C4D).putShort((short) 2).putShort((short) 4).putLong(0);
    header.putInt(SNAP_LENGTH).putInt(1);
    out.write(header.array());
  }

  /** Writes a packet that was captured at that time, epoch ns. */
  void write(long time, byte[] packet) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(16);
    header.putInt((int) (time / SECOND)).putInt((int) (time % SECOND));
    header.putInt(packet.length).putInt(packet.length);
    out.write(header.array());
    out.write(packet);
  }

  /** A TCP segment with that many bytes of data. */
  static byte[] tcp(
      End from, End to, int sequence, int acknowledgment, int flags, int ttl, int data) {
    byte[] bytes = new byte[LINK + 20 + 20 + data];
    ByteBuffer packet = ip(bytes, from, to, 6, ttl);
    packet.putShort((short) from.port).putShort((short) to.port);
    packet.putInt(sequence).putInt(acknowledgment);
    packet.put((byte) 0x50).put((byte) flags).putShort((short) 64_240).putInt(0);
    return bytes;
  }

  /** Host unreachable, which quotes a SYN. */
  static byte[] unreachable(End by, End from, End to, int sequence, int ttl) {
    byte[] bytes = new byte[LINK + 20 + 8 + 20 + 8];
    ByteBuffer packet = ip(bytes, by, from, 1, ttl);
    packet.put((byte) 3).put((byte) 1).putShort((short) 0).putInt(0);
    header(packet, from, to, 6, 64, 40);
    packet.putShort((short) from.port).putShort((short) to.port).putInt(sequence);
    return bytes;
  }

  /** The link's header and IP's, at the beginning of the bytes. */
  private static ByteBuffer ip(byte[] bytes, End from, End to, int protocol, int ttl) {
    ByteBuffer packet = ByteBuffer.wrap(bytes);
    packet.putInt(0x02000000).putLong(0x0002_0200_0000_0001L).putShort((short) 0x0800);
    return header(packet, from, to, protocol, ttl, bytes.length - LINK);
  }

  private static ByteBuffer header(
      ByteBuffer packet, End from, End to, int protocol, int ttl, int length) {
    packet.put((byte) 0x45).put((byte) 0).putShort((short) length).putInt(0);
    packet.put((byte) ttl).put((byte) protocol).putShort((short) 0);
    return packet.putInt(from.address).putInt(to.address);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
