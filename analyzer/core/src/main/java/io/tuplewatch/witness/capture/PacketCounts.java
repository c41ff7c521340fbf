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
  private static final int MOST_GAPS = 100;
  private static final long HOUR = 3_600_000_000_000L;

  private final PacketDecoder decoder = new PacketDecoder();
  private final Consumer<Segment> visitor;
  private final List<String> problems = new ArrayList<>();
  private final Map<Integer, Long> unknownLinks = new TreeMap<>();
  private long packets;
  private long telling;
  private long cutOff;
  private long from = Long.MAX_VALUE;
  private long to = Long.MIN_VALUE;
  private long last = Long.MIN_VALUE;
  private long dropped = -1;
  private final List<Capture.Gap> gaps = new ArrayList<>();
  private boolean damaged;

  PacketCounts(Consumer<Segment> visitor) {
    this.visitor = visitor;
  }

  /** Takes a packet; {@code time} in epoch ns. */
  void packet(int link, long time, byte[] bytes, int at, int length) {
    at(time);
    packets++;
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

  /** Damage makes single wild times: one counts if its neighbour is near. */
  private void at(long time) {
    boolean near = packets > 0 && Math.abs(time - last) <= HOUR;
    if (near) {
      from = Math.min(from, Math.min(last, time));
      to = Math.max(to, Math.max(last, time));
    }
    if (damaged && near) {
      gap(Math.min(last, time), Math.max(last, time));
    } else if (damaged && packets == 0) {
      gap(Long.MIN_VALUE, time);
    }
    damaged &= !near && packets > 0;
    last = time;
  }

  private void gap(long after, long before) {
    if (gaps.size() < MOST_GAPS) {
      gaps.add(new Capture.Gap(after, before));
    } else {
      Capture.Gap of = gaps.remove(MOST_GAPS - 1);
      gaps.add(new Capture.Gap(Math.min(of.from(), after), Math.max(of.to(), before)));
    }
  }

  /** Packets are missing here: something was damaged; a sentence. */
  void damage(String problem) {
    damaged = true;
    problem(problem);
  }

  /** The capturing program lost so many, beside those it told of before. */
  void dropped(long more) {
    dropped = Math.max(0, dropped) + more;
  }

  /** The capturing program says that it captured until then, epoch ns. */
  void until(long time) {
    to = from < to && time - to <= HOUR ? Math.max(to, time) : to;
  }

  /** Something was wrong; a sentence. The first few are kept. */
  void problem(String problem) {
    if (problems.size() < MOST_PROBLEMS && !problems.contains(problem)) {
      problems.add(problem);
    }
  }

  Capture capture(Path file) {
    boolean alone = from == Long.MAX_VALUE; // no two packets were near
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
        packets == 0 ? 0 : alone ? last : from,
        packets == 0 ? 0 : alone ? last : to,
        dropped,
        gaps,
        problems);
  }
}
