package io.tuplewatch.witness.capture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Decodes packets, shows the telling ones, and counts all of them. Not thread-safe. */
final class PacketCounts {

  private static final int MOST_PROBLEMS = 20;

  private final PacketDecoder decoder = new PacketDecoder();
  private final Consumer<Segment> visitor;
  private final List<String> problems = new ArrayList<>();
  private final Map<Integer, Long> unknownLinks = new TreeMap<>();
  private long packets;
  private long telling;
  private long cutOff;
  private long from = Long.MAX_VALUE;
  private long to = Long.MIN_VALUE;
  private long dropped = -1;

  PacketCounts(Consumer<Segment> visitor) {
    this.visitor = visitor;
  }

  /** Takes a packet; {@code time} in epoch ns. */
  void packet(int link, long time, byte[] bytes, int at, int length) {
    packets++;
    from = Math.min(from, time);
    to = Math.max(to, time);
    switch (decoder.decode(link, time, bytes, at, length)) {
      case TELLING -> {
        telling++;
        visitor.accept(decoder.segment());
      }
      case CUT_OFF -> cutOff++;
      case UNKNOWN_LINK -> unknownLinks.merge(link, 1L, Long::sum);
      case OTHER -> {}
    }
  }

  /** The capturing program lost so many, beside those it told of before. */
  void dropped(long more) {
    dropped = Math.max(0, dropped) + more;
  }

  /** The capturing program says that it captured until then, epoch ns. */
  void until(long time) {
    to = packets > 0 ? Math.max(to, time) : to;
  }

  /** Something was wrong; a sentence. The first few are kept. */
  void problem(String problem) {
    if (problems.size() < MOST_PROBLEMS && !problems.contains(problem)) {
      problems.add(problem);
    }
  }

  Capture of(Path file) {
    unknownLinks.forEach(
        (link, count) ->
            problem(
                count
                    + " packets of link type "
                    + link
                    + " were passed over: Ethernet, Linux cooked, raw IP and BSD loopback are"
                    + " understood"));
    return new Capture(
        file,
        packets,
        telling,
        cutOff,
        packets == 0 ? 0 : from,
        packets == 0 ? 0 : to,
        dropped,
        problems);
  }
}
