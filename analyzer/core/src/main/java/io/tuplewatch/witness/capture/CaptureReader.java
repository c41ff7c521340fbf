package io.tuplewatch.witness.capture;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * Reads captures in pcap (microseconds and nanoseconds, both byte orders) and pcapng, gzipped or
 * not. Memory is bounded by the longest packet, 16 MiB at most; what is damaged is passed over, or
 * ends the reading, and is told in {@link Capture#problems}.
 */
public final class CaptureReader {

  private static final int GZIP = 0x1F8B;
  private static final int HEADER = 4;

  private CaptureReader() {}

  /**
   * Shows every telling packet to the visitor, in the file's order, which is nearly that of time.
   *
   * @throws IOException if the file cannot be opened, or is no capture; what is wrong further on is
   *     told in the result
   */
  public static Capture read(Path file, Consumer<Segment> visitor) throws IOException {
    try (InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()))) {
      in.mark(2);
      int magic = in.read() << 8 | in.read();
      in.reset();
      if (magic != GZIP) {
        return read(file, in, visitor);
      }
      try (InputStream unpacked = new GZIPInputStream(in, 1 << 16)) {
        return read(file, unpacked, visitor);
      }
    }
  }

  private static Capture read(Path file, InputStream in, Consumer<Segment> visitor)
      throws IOException {
    CaptureInput input = new CaptureInput(in);
    if (!input.has(HEADER)) {
      throw new IOException(input.atEnd() ? "it is empty" : "it is no packet capture");
    }
    PacketCounts counts = new PacketCounts(visitor);
    CaptureFormat format = format(input);
    try {
      format.read(input, counts);
    } catch (IOException e) {
      counts.problem(
          "it could be read up to byte " + input.passed() + " only (" + e.getMessage() + ")");
    }
    return counts.capture(file);
  }

  private static CaptureFormat format(CaptureInput input) throws IOException {
    return switch (input.intAt(0, true)) {
      case 0xA1B2C3D4 -> new PcapFormat(true, 1000);
      case 0xD4C3B2A1 -> new PcapFormat(false, 1000);
      case 0xA1B23C4D -> new PcapFormat(true, 1);
      case 0x4D3CB2A1 -> new PcapFormat(false, 1);
      case 0x0A0D0D0A -> new PcapngFormat();
      default ->
          throw new IOException(
              "it is no packet capture: pcap and pcapng are understood, gzipped too; tshark -F"
                  + " pcapng -r FILE -w NEW converts others");
    };
  }
}
