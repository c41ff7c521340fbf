package io.tuplewatch.report;

import java.util.ArrayList;
import java.util.List;

/**
 * What the words of reports mean, for docs/glossary.md and for whoever points at one in the page.
 */
public final class Glossary {

  /**
   * A word and its meaning.
   *
   * @param word as reports write it, in lower case
   * @param meaning one or two sentences of plain text
   */
  public record Entry(String word, String meaning) {}

  private static final List<Entry> ENTRIES = new ArrayList<>();

  static {
    add(
        "four-tuple",
        "Source address and port, destination address and port: what names a TCP connection.");
    add("session", "What a firewall or another device remembers of one four-tuple.");
    add(
        "source port",
        "The port on the client's side. The kernel selects one unless the application does.");
    add(
        "SYN",
        "The first packet of a TCP connection. Without an answer it is sent again after 1 s, 3 s, 7"
            + " s.");
    add("reuse", "A connect on a four-tuple that was used before. Normal: ports are few.");
    add(
        "idle",
        "From the last packet of a four-tuple's previous use to the SYN of this one. Unanswered"
            + " SYNs count as packets.");
    add(
        "early reuse",
        "A reuse after less idle time than the firewall's idle timeout: the one that was given, or"
            + " the one that failures show.");
    add("late reuse", "A reuse after the idle timeout or more.");
    add("first use", "No earlier use of the four-tuple, with enough recording before to know.");
    add(
        "not known",
        "The recording does not show what was before: it had begun too late, or a close is"
            + " missing.");
    add("other connects", "Late reuses and first uses: what early reuses are compared with.");
    add(
        "not compared",
        "Connects with too little recording before them to stand on either side of the"
            + " comparison.");
    add(
        "idle timeout",
        "How long a firewall keeps a session without a packet. Some keep sessions of closed"
            + " connections, too.");
    add(
        "closed by the client",
        "The recorded JVM sent the first FIN, so its side holds TIME_WAIT.");
    add(
        "closed by the server",
        "The server's FIN came first: the client holds no TIME_WAIT and can take the port again at"
            + " once. REMOTE in JSON.");
    add("reset", "Closed by an RST, which leaves no TIME_WAIT on either side.");
    add("failed", "No answer, refused, reset, or rejected by ICMP after a SYN was sent.");
    add("no answer", "Nothing came back to the SYNs until the client gave up.");
    add("refused", "A reset or an ICMP message came back to the SYN.");
    add(
        "consistent with",
        "The failure fits this explanation with a chance of nine in ten or more. Only the device's"
            + " log or captures on both sides of it can settle it.");
    add("cause is open", "No explanation reaches nine in ten.");
    add(
        "in the same moments",
        "Failure rates are compared within the same minutes, so that an outage or loss, which hit"
            + " reused and other ports alike, cannot look like reuse.");
    add("points", "Percentage points: the difference of two failure rates.");
    add("95 % interval", "Made in a way that holds the true value in 95 of 100 recordings.");
    add(
        "outage",
        "A time in which no connect to a destination worked, longer or fuller than chance makes"
            + " it.");
    add(
        "no free source port",
        "All ports of the range were in use toward this destination: nothing was sent.");
    add("destination", "A server's address and port, together with the client's address.");
    add(
        "source NAT",
        "A device that puts its own address and port in the place of the client's. Behind it a"
            + " firewall sees other four-tuples.");
    add("TIME_WAIT", "The side that closes first keeps the four-tuple for 60 s on Linux.");
    add("nats", "Units of likelihood: 7 nats are a thousand to one.");
  }

  private Glossary() {}

  private static void add(String word, String meaning) {
    ENTRIES.add(new Entry(word, meaning));
  }

  /** All words, in the order in which they build on each other. */
  public static List<Entry> entries() {
    return List.copyOf(ENTRIES);
  }
}
