import java.util.ArrayList;
import java.util.List;

/**
 * The history of one four-tuple as its packets tell it, and beside it the session that a firewall
 * with an idle timeout would keep of it. Fed the packets in time order.
 */
final class TupleTruth {

  /** How a use ended, as its packets show it. */
  enum Outcome {
    WORKED,
    NO_ANSWER,
    REFUSED,
    UNREACHABLE
  }

  /** One use: from its first SYN to its last packet. Times in ns since the epoch. */
  static final class Use {
    final Packet syn;

    /** Since the last packet of the tuple, ns; -1 = the tuple was not used before. */
    final long idle;

    final boolean early;

    /** {@link #lateness} of the use before, ns. */
    final long previousLateness;

    final boolean workedBefore;
    Outcome outcome = Outcome.NO_ANSWER;

    /** SYNs of it that a firewall with a session on this tuple would not have let through. */
    int blockedSyns;

    /** When its last SYN was sent. */
    private long lastSyn;

    private boolean answered;

    private Use(Packet syn, long idle, long timeout, Use previous) {
      this.syn = syn;
      this.lastSyn = syn.time();
      this.idle = idle;
      this.early = idle >= 0 && idle < timeout;
      this.workedBefore = early && (previous.outcome == Outcome.WORKED || previous.workedBefore);
      this.previousLateness = previous == null ? 0 : previous.lateness();
    }

    /**
     * By how much the kernel sent the last SYN later than whole seconds after the first, ns. It
     * sends them with its timer wheel, some percent late; who knows only when the first was sent
     * cannot know.
     */
    long lateness() {
      return outcome == Outcome.WORKED ? 0 : (lastSyn - syn.time()) % 1_000_000_000L;
    }

    boolean failedEarlyReuse() {
      return early && workedBefore && outcome != Outcome.WORKED;
    }
  }

  private final long timeout;
  private final List<Use> uses = new ArrayList<>();
  private long lastPacket;

  /** Until when the firewall keeps the session, and the SYN that it let through. */
  private long sessionEnd = Long.MIN_VALUE;

  private long passedSequence = -1;

  /**
   * @param timeout the firewall's idle timeout, ns
   */
  TupleTruth(long timeout) {
    this.timeout = timeout;
  }

  List<Use> uses() {
    return uses;
  }

  /** Takes the next packet; {@code fromClient} says which way it went. */
  void add(Packet packet, boolean fromClient) {
    if (packet.syn() && fromClient) {
      addSyn(packet);
    } else if (!uses.isEmpty()) {
      addAnswer(packet, fromClient, uses.get(uses.size() - 1));
      sessionEnd = packet.time() < sessionEnd ? packet.time() + timeout : sessionEnd;
    }
    lastPacket = packet.time();
  }

  /** A new sequence number is a new use; the same one a retransmission. */
  private void addSyn(Packet packet) {
    Use current = uses.isEmpty() ? null : uses.get(uses.size() - 1);
    if (current == null || current.syn.sequence() != packet.sequence()) {
      long idle = current == null ? -1 : packet.time() - lastPacket;
      current = new Use(packet, idle, timeout, current);
      uses.add(current);
    }
    boolean passes = packet.time() >= sessionEnd || packet.sequence() == passedSequence;
    if (passes) {
      passedSequence = packet.sequence();
    } else {
      current.blockedSyns++;
    }
    current.lastSyn = packet.time();
    sessionEnd = packet.time() + timeout;
  }

  private static void addAnswer(Packet packet, boolean fromClient, Use use) {
    if (use.outcome == Outcome.WORKED) {
      return;
    }
    if (packet.icmp()) {
      use.outcome = Outcome.UNREACHABLE;
    } else if (fromClient) {
      use.outcome = use.answered && packet.plainAck() ? Outcome.WORKED : use.outcome;
    } else if (packet.acknowledgment() == ((use.syn.sequence() + 1) & 0xffffffffL)) {
      use.answered |= packet.synAck();
      use.outcome = packet.reset() ? Outcome.REFUSED : use.outcome;
    }
  }
}
