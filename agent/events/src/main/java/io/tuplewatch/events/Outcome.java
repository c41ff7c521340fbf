package io.tuplewatch.events;

/**
 * How a TCP connect attempt ended, as written to {@code outcome} of {@link SocketConnect}. What is
 * to be known of an outcome stands here; all else asks for it.
 */
public enum Outcome {
  /** The handshake completed. */
  CONNECTED(Answer.SYN_ACK),
  /** "Connection refused": an RST, or an ICMP port-unreachable, answered. */
  REFUSED(Answer.RST),
  /** No answer within the kernel's retransmissions or the application's timeout. */
  TIMED_OUT(Answer.NONE),
  /**
   * No route (no SYN was sent, no source port), or an ICMP rejection of a SYN (with its port): of
   * the host, the network, the protocol, or by an administrator.
   */
  UNREACHABLE(Answer.ICMP, true),
  /**
   * EADDRNOTAVAIL: no free source port, or no local address for this destination. No SYN was sent.
   */
  ADDRESS_NOT_AVAILABLE(Answer.NO_SYN),
  /**
   * EADDRNOTAVAIL of a socket that the application had bound to a port: that four-tuple is in use.
   * No SYN was sent.
   */
  TUPLE_IN_USE(Answer.NO_SYN),
  /**
   * EACCES, EPERM, EINVAL: this host itself does not let the connect out (a prohibit or blackhole
   * route, a filter, a security policy). No SYN was sent.
   */
  REFUSED_LOCALLY(Answer.NO_SYN),
  /**
   * EINVAL for a link-local address without a scope, EAFNOSUPPORT: an address that cannot be
   * connected to. No SYN was sent.
   */
  INVALID_DESTINATION(Answer.NO_SYN),
  /** ENOBUFS, ENOMEM, EMFILE, ENFILE, EAGAIN: this host lacked memory or descriptors. */
  NO_RESOURCES(Answer.NO_SYN),
  /** The connection was reset while it was being set up. */
  RESET(Answer.RST),
  /** The application closed the socket while the attempt was pending. */
  CLOSED(Answer.NONE),
  /** The connecting thread was interrupted. */
  INTERRUPTED(Answer.NONE),
  /** Anything else; the exception's class and message say more. */
  FAILED(Answer.NONE, true);

  /** What came back for the SYNs of an attempt. */
  public enum Answer {
    /** The other side accepted. */
    SYN_ACK,
    /** A reset, or an ICMP port unreachable: a socket cannot tell them apart. */
    RST,
    /** An ICMP rejection. */
    ICMP,
    /** Nothing, as far as the client knows. */
    NONE,
    /** There was no SYN: this host ended the attempt. */
    NO_SYN
  }

  /**
   * Pending at least this long, ns, an attempt closed or interrupted by the application had no
   * answer: that is how the connect timeouts of Netty and HttpClient look.
   */
  private static final long NO_ANSWER_NANOS = 1000000000L;

  private final Answer answer;
  private final boolean mayPrecedeSyn;

  Outcome(Answer answer) {
    this(answer, answer == Answer.NO_SYN);
  }

  Outcome(Answer answer, boolean mayPrecedeSyn) {
    this.answer = answer;
    this.mayPrecedeSyn = mayPrecedeSyn;
  }

  /** What came back for the SYN, if one was sent. */
  public Answer answer() {
    return answer;
  }

  /**
   * Whether an attempt that had sent a SYN and ended so failed on its path or at the server: no
   * answer, refused, reset, or rejected.
   *
   * @param pendingNanos from the call of the kernel to the outcome, ns
   */
  public boolean isFailure(long pendingNanos) {
    switch (answer) {
      case RST:
      case ICMP:
        return true;
      case NONE:
        return this == TIMED_OUT || (this != FAILED && pendingNanos >= NO_ANSWER_NANOS);
      case SYN_ACK:
      case NO_SYN:
        break;
    }
    return false;
  }

  /** Whether an attempt may end so before it has sent a SYN. */
  public boolean mayPrecedeSyn() {
    return mayPrecedeSyn;
  }
}
