package io.tuplewatch.witness;

import io.tuplewatch.witness.SeenPackets.Answer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What both sides together come to, for each failed connect. */
final class Verdicts {

  private final ClientSide client;
  private final ServerSide server;
  private final Map<Target, Integer> usualTimeToLive = new HashMap<>();

  Verdicts(ClientSide client, ServerSide server) {
    this.client = client;
    this.server = server;
  }

  /** By index among the uses; only of those that failed. */
  Map<Integer, SeenPackets> packets(Interest interest) {
    interest
        .byTuple()
        .forEach((key, connects) -> connects.forEach(connect -> noteTimeToLive(key, connect)));
    Map<Integer, SeenPackets> byIndex = new HashMap<>();
    interest
        .byTuple()
        .forEach(
            (key, connects) -> {
              for (Interest.Connect connect : connects) {
                if (connect.failed()) {
                  byIndex.put(connect.index(), packets(key, connect));
                }
              }
            });
    return byIndex;
  }

  private void noteTimeToLive(Interest.Key key, Interest.Connect connect) {
    Attempt left = client.attempt(connect.index());
    if (left != null && left.synAck != 0) {
      usualTimeToLive.putIfAbsent(key.target(), left.synAckTimeToLive);
    }
  }

  private SeenPackets packets(Interest.Key key, Interest.Connect connect) {
    Attempt left = client.attempt(connect.index());
    Attempt arrived = server.attempt(connect.index());
    Attempt first = left != null ? left : arrived;
    boolean looked =
        client.isEmpty()
            ? server.covers(key.target(), connect.start(), connect.end())
            : left != null && server.covers(key.target(), left.firstSyn, left.lastSyn);
    Seen seen =
        client.isEmpty() ? atServer(arrived, looked) : seen(key, connect, left, arrived, looked);
    if (first == null) {
      return seen == Seen.NOTHING ? SeenPackets.NOTHING : withoutPackets(seen);
    }
    Answer answer = answer(first);
    return new SeenPackets(
        seen,
        left == null ? SeenPackets.NOT_KNOWN : left.syns,
        arrived != null ? arrived.syns : looked ? 0 : SeenPackets.NOT_KNOWN,
        first.firstSyn,
        first.sequence,
        answer,
        answer == Answer.NONE ? 0 : time(first, answer) - first.firstSyn,
        sender(first, answer),
        timeToLive(first, answer),
        usualTimeToLive.getOrDefault(key.target(), 0),
        left == null || arrived == null || left.sameTuple(arrived) ? null : text(arrived));
  }

  private static SeenPackets withoutPackets(Seen seen) {
    boolean noSyn = seen == Seen.NO_SYN;
    return new SeenPackets(
        seen,
        noSyn ? 0 : SeenPackets.NOT_KNOWN,
        noSyn ? SeenPackets.NOT_KNOWN : 0,
        0,
        0,
        Answer.NONE,
        0,
        null,
        0,
        0,
        null);
  }

  private Seen seen(
      Interest.Key key,
      Interest.Connect connect,
      @Nullable Attempt left,
      @Nullable Attempt arrived,
      boolean looked) {
    if (left == null) {
      return client.covers(key, connect) ? Seen.NO_SYN : Seen.NOTHING;
    }
    if (left.synAck != 0) {
      return Seen.ANSWERED;
    }
    boolean refused = left.reset != 0 || left.icmp != 0;
    if (arrived == null) {
      return looked
          ? refused ? Seen.REFUSED_ON_THE_WAY : Seen.STOPPED
          : refused ? Seen.LEFT_REFUSED : Seen.LEFT_UNANSWERED;
    }
    if (arrived.reset != 0 || arrived.icmp != 0) {
      return Seen.SERVER_REFUSED;
    }
    return refused
        ? Seen.REFUSED_ON_THE_WAY
        : arrived.synAck != 0 ? Seen.ANSWER_STOPPED : Seen.SERVER_SILENT;
  }

  /** Without a capture of the client. */
  private static Seen atServer(@Nullable Attempt arrived, boolean looked) {
    if (arrived == null) {
      return looked ? Seen.NOT_ARRIVED : Seen.NOTHING;
    }
    if (arrived.synAck != 0) {
      return Seen.ANSWERED;
    }
    return arrived.reset != 0 || arrived.icmp != 0 ? Seen.SERVER_REFUSED : Seen.SERVER_SILENT;
  }

  /** The first that came. */
  private static Answer answer(Attempt attempt) {
    Answer first = Answer.NONE;
    long at = Long.MAX_VALUE;
    for (Answer answer : Answer.values()) {
      long time = time(attempt, answer);
      if (time != 0 && time < at) {
        first = answer;
        at = time;
      }
    }
    return first;
  }

  private static long time(Attempt attempt, Answer answer) {
    return switch (answer) {
      case NONE -> 0;
      case SYN_ACK -> attempt.synAck;
      case RESET -> attempt.reset;
      case ICMP -> attempt.icmp;
    };
  }

  private static int timeToLive(Attempt attempt, Answer answer) {
    return switch (answer) {
      case NONE -> 0;
      case SYN_ACK -> attempt.synAckTimeToLive;
      case RESET -> attempt.resetTimeToLive;
      case ICMP -> attempt.icmpTimeToLive;
    };
  }

  private static @Nullable String sender(Attempt attempt, Answer answer) {
    return switch (answer) {
      case NONE -> null;
      case SYN_ACK, RESET -> attempt.target();
      case ICMP -> attempt.icmpSender;
    };
  }

  private static String text(Attempt attempt) {
    return attempt.source()
        + ":"
        + attempt.sourcePort
        + " > "
        + attempt.target()
        + ":"
        + attempt.targetPort;
  }
}
