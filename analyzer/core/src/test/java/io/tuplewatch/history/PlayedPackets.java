package io.tuplewatch.history;

import io.tuplewatch.history.PacketFile.End;
import io.tuplewatch.witness.Seen;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * The packets of a history as captures at both ends hold them, and what they ought to show. One
 * firewall at most. Begin with {@link #of}; every other method changes and returns this object.
 */
public final class PlayedPackets {

  private static final long SECOND = 1_000_000_000L;

  /** From the JVM's note to the client's link, and over the path. */
  private static final long OUT = 20_000;

  private static final long OVER = 150_000;
  private static final int DATA = 1_400;
  private static final String NAT = "192.0.2.1";
  private static final String OTHER_CLIENT = "10.0.0.77";
  private static final String DEVICE = "10.0.0.1";

  private static final class Packet {
    private final long time;
    private final byte[] bytes;

    Packet(long time, byte[] bytes) {
      this.time = time;
      this.bytes = bytes;
    }
  }

  private final LabelledHistory history;
  private final List<Packet> atClient = new ArrayList<>();
  private final List<Packet> atServer = new ArrayList<>();
  private long clientAhead;
  private long serverAhead;
  private double serverDrift;
  private boolean translated;
  private boolean rewritten;
  private int filling;
  private int servers = 1;
  private int interfaces = 1;
  private Duration serverFrom = Duration.ZERO;
  private Duration serverTo = Duration.ofHours(20);

  private PlayedPackets(LabelledHistory history) {
    this.history = history;
  }

  /** Captures whose clocks are right, of everything. */
  public static PlayedPackets of(LabelledHistory history) {
    return new PlayedPackets(history);
  }

  /** The clock of the client's capture beside the JVM's. */
  public PlayedPackets clientAhead(Duration by) {
    clientAhead = by.toNanos();
    return this;
  }

  /** The clock of the server's capture beside the client's at the beginning, and its drift. */
  public PlayedPackets serverAhead(Duration by, double partsPerMillion) {
    serverAhead = by.toNanos();
    serverDrift = partsPerMillion / 1e6;
    return this;
  }

  /** The server sees another address and other ports than the client has. */
  public PlayedPackets translated() {
    translated = true;
    return this;
  }

  /** A device between writes sequence numbers of its own. */
  public PlayedPackets sequencesRewritten() {
    rewritten = true;
    return this;
  }

  /** The server's capture begins and ends then. */
  public PlayedPackets serverFrom(Duration from, Duration to) {
    serverFrom = from;
    serverTo = to;
    return this;
  }

  /** So many packets of others, half of them long, with each packet of the history. */
  public PlayedPackets filledWith(int packets) {
    filling = packets;
    return this;
  }

  /** Connects go to so many servers behind one address; the capture is one server's. */
  public PlayedPackets serverTakesOneOf(int howMany) {
    servers = howMany;
    return this;
  }

  /** Each packet is captured on so many interfaces of its host, as with tcpdump -i any. */
  public PlayedPackets onEachOf(int howManyInterfaces) {
    interfaces = howManyInterfaces;
    return this;
  }

  /** Writes both captures; a packet of somebody else ends them, after the history. */
  public void write(Path client, Path server) throws IOException {
    history.attempts().stream()
        .filter(attempt -> attempt.seen() && attempt.localPort() != 0)
        .forEach(this::play);
    Duration afterAll = history.setting().duration.plusMinutes(5);
    for (Duration last : List.of(serverFrom, serverTo, afterAll)) {
      End other = End.of(OTHER_CLIENT, 1);
      byte[] packet = PacketFile.tcp(other, other, 0, 0, PacketFile.ACK, 64, 0);
      arrive(last.toNanos(), packet);
      leave(last.toNanos(), packet);
    }
    write(client, atClient, Duration.ZERO, Duration.ofDays(365));
    write(server, atServer, serverFrom, serverTo);
  }

  /** What captures of both ends that hold all of it show of a connect that failed. */
  public Seen truth(Attempt attempt) {
    if (attempt.blocked()) {
      return switch (firewall().answer()) {
        case DROP, DROP_FIRST_SYN, DROP_WHILE_KEPT -> Seen.STOPPED;
        case RESET, REJECT -> Seen.REFUSED_ON_THE_WAY;
      };
    }
    return switch (attempt.cause()) {
      case REFUSED -> Seen.SERVER_REFUSED;
      case OUTAGE, ACCEPT_QUEUE -> Seen.SERVER_SILENT;
      case LOSS -> answerLost(attempt) ? Seen.ANSWER_STOPPED : Seen.STOPPED;
      case LIMIT, BAD_PATH -> Seen.STOPPED;
      case NONE, FIREWALL, PORT_EXHAUSTION, CLOSED_BY_APPLICATION ->
          throw new IllegalArgumentException(attempt + " sent nothing or did not fail");
    };
  }

  /** Of the connects that were lost each other one lost the server's answers. */
  private static boolean answerLost(Attempt attempt) {
    return attempt.number() % 2 == 0;
  }

  private Firewall firewall() {
    return Objects.requireNonNull(history.setting().firewall);
  }

  /** When its SYNs left, ns since the history's start: after 0, 1, 3, 7 ... seconds. */
  public static List<Long> syns(Attempt attempt) {
    List<Long> syns = new ArrayList<>();
    long due = attempt.start();
    for (long rto = SECOND; syns.isEmpty() || due < attempt.end(); rto *= 2) {
      syns.add(due);
      due += rto;
    }
    return syns;
  }

  private void play(Attempt attempt) {
    Exchange exchange = new Exchange(attempt);
    List<Long> syns = syns(attempt);
    for (int i = 0; i < syns.size(); i++) {
      boolean last = i == syns.size() - 1;
      long time = syns.get(i);
      exchange.synLeaves(time);
      if (attempt.blocked()) {
        exchange.blocked(time);
      } else {
        switch (attempt.cause()) {
          case NONE, CLOSED_BY_APPLICATION -> exchange.answered(time, last);
          case REFUSED -> exchange.refused(time, last);
          case OUTAGE, ACCEPT_QUEUE -> exchange.synArrives(time);
          case LOSS -> exchange.lost(time);
          default -> {}
        }
      }
    }
    other(attempt);
  }

  /** Another client uses the same source port toward the same server. */
  private void other(Attempt attempt) {
    End client = End.of(OTHER_CLIENT, attempt.localPort());
    End server = server(attempt);
    int sequence = new SplittableRandom(-attempt.number() - 1).nextInt();
    long time = attempt.start() + OUT;
    arrive(time, PacketFile.tcp(client, server, sequence, 0, PacketFile.SYN, 61, 0));
    arrive(time, PacketFile.tcp(server, client, 1, sequence + 1, 18, 64, 0));
  }

  private static End server(Attempt attempt) {
    return End.of(RecordedEvents.address(attempt.destination()), 443);
  }

  private void leave(long time, byte[] packet) {
    atClient.add(new Packet(RecordedEvents.BOOT + time + clientAhead, packet));
  }

  private void arrive(long time, byte[] packet) {
    long clock = clientAhead + serverAhead + (long) (serverDrift * time);
    atServer.add(new Packet(RecordedEvents.BOOT + time + clock, packet));
  }

  /** The packets of one connect, on both sides. */
  private final class Exchange {
    private final End client;
    private final End seenClient;
    private final End server;
    private final int sequence;
    private final int seenSequence;
    private final Attempt attempt;

    Exchange(Attempt attempt) {
      this.attempt = attempt;
      client = End.of("10.0.0.5", attempt.localPort());
      seenClient = translated ? End.of(NAT, 1024 + (int) (attempt.number() * 31 % 60_000)) : client;
      server = server(attempt);
      sequence = new SplittableRandom(attempt.number()).nextInt();
      seenSequence = rewritten ? ~sequence * 31 : sequence;
    }

    void synLeaves(long time) {
      leave(time + OUT, PacketFile.tcp(client, server, sequence, 0, PacketFile.SYN, 64, 0));
    }

    void synArrives(long time) {
      byte[] syn = PacketFile.tcp(seenClient, server, seenSequence, 0, PacketFile.SYN, 61, 0);
      arrive(time + OUT + OVER, syn);
    }

    private void arrive(long time, byte[] packet) {
      if (attempt.localPort() / 2 % servers == 0) {
        PlayedPackets.this.arrive(time, packet);
      }
    }

    private void answers(long time, int flags) {
      synArrives(time);
      byte[] answer = PacketFile.tcp(server, seenClient, 7, seenSequence + 1, flags, 64, 0);
      arrive(time + OUT + OVER + 5_000, answer);
    }

    private void comesBack(long time, int flags, int ttl) {
      byte[] answer = PacketFile.tcp(server, client, 7, sequence + 1, flags, ttl, 0);
      leave(time + OUT + 2 * OVER + 5_000, answer);
    }

    void answered(long time, boolean last) {
      if (last) {
        answers(time, PacketFile.SYN | PacketFile.ACK);
        comesBack(time, PacketFile.SYN | PacketFile.ACK, 61);
      }
    }

    void refused(long time, boolean last) {
      if (last) {
        answers(time, PacketFile.RST | PacketFile.ACK);
        comesBack(time, PacketFile.RST | PacketFile.ACK, 61);
      }
    }

    void lost(long time) {
      if (answerLost(attempt)) {
        answers(time, PacketFile.SYN | PacketFile.ACK);
      }
    }

    void blocked(long time) {
      switch (firewall().answer()) {
        case DROP, DROP_FIRST_SYN, DROP_WHILE_KEPT -> {}
        case RESET -> comesBack(time, PacketFile.RST | PacketFile.ACK, 63);
        case REJECT ->
            leave(
                time + OUT + 50_000,
                PacketFile.unreachable(End.of(DEVICE, 0), client, server, sequence, 63));
      }
    }
  }

  private void write(Path file, List<Packet> packets, Duration from, Duration to)
      throws IOException {
    packets.sort(Comparator.comparingLong(packet -> packet.time));
    long begin =
        RecordedEvents.BOOT
            + clientAhead
            + (from.isZero() ? Long.MIN_VALUE / 2 : from.toNanos() + serverAhead);
    long drift = (long) (serverDrift * to.toNanos());
    long end = RecordedEvents.BOOT + clientAhead + serverAhead + to.toNanos() + drift;
    SplittableRandom random = new SplittableRandom(history.setting().seed);
    try (PacketFile out = new PacketFile(file)) {
      for (Packet packet : packets) {
        if (packet.time >= begin && packet.time <= end) {
          for (int i = 0; i < filling; i++) {
            out.write(packet.time, foreign(random, i % 2 == 0));
          }
          for (int i = 0; i < interfaces; i++) {
            out.write(packet.time + 2_000L * i, packet.bytes);
          }
        }
      }
    }
  }

  private static byte[] foreign(SplittableRandom random, boolean data) {
    End from = new End(random.nextInt(), random.nextInt(65_536));
    End to = End.of(RecordedEvents.address(0), 443);
    int flags = data ? PacketFile.ACK : PacketFile.SYN;
    return PacketFile.tcp(from, to, random.nextInt(), 0, flags, 61, data ? DATA : 0);
  }
}
