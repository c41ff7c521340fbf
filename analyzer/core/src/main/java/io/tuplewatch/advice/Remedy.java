package io.tuplewatch.advice;

import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.replay.WhatIf;

/** Something that can be done, in the order of what it asks of people: the least first. */
public enum Remedy {
  /** The application binds each connection to the source port used least recently. */
  LEAST_RECENTLY_USED(Who.APPLICATION, "ports=lru", true),
  /** {@code tcp_tw_reuse} no longer takes tuples out of TIME_WAIT after a second. */
  TW_REUSE_OFF(Who.HOST, "tw-reuse=off", true),
  /** A larger {@code ip_local_port_range}. */
  WIDER_RANGE(Who.HOST, "range=10000-65535", true),
  /** No {@code ip_local_reserved_ports} within the range. */
  NO_RESERVED_PORTS(Who.HOST, "reserved=none", true),
  /** {@code ip_retry_random_port}. */
  RANDOM_RETRY(Who.HOST, "retry=random", true),
  /** {@code ip_local_port_step_width}. */
  RANDOM_STEP(Who.HOST, "step=65535", true),
  /** Connections are kept in a pool for half an hour. */
  LONGER_LIFETIME(Who.APPLICATION, "lifetime=30m", false),
  /** Half as many connects, in whatever way. */
  FEWER_CONNECTS(Who.APPLICATION, "rate=0.5x", false),
  /** The client closes first, so that its TIME_WAIT keeps the tuple for a minute. */
  CLIENT_CLOSES(Who.APPLICATION, "closer=client", true),
  /** Connects take turns over four local addresses. */
  SOURCE_ADDRESSES(Who.HOST, "source-addresses=4", true),
  /** The device keeps a session for a twelfth of the time. */
  DEVICE_TIMER(Who.NETWORK, "", true);

  /** Who can do it. */
  public enum Who {
    /** Those who write or configure the application. */
    APPLICATION,
    /** Those who run its host. */
    HOST,
    /** Those who run the device on the path. */
    NETWORK
  }

  /** A shorter timer, as a part of the time for which the device keeps a session. */
  static final double SHORTER_TIMER = 1 / 12.0;

  private final Who who;
  private final String change;
  private final boolean needsTrueTuples;

  Remedy(Who who, String change, boolean needsTrueTuples) {
    this.who = who;
    this.change = change;
    this.needsTrueTuples = needsTrueTuples;
  }

  public Who who() {
    return who;
  }

  /**
   * The change as {@code --what-if} takes it; empty where the load and the ports stay as they are.
   */
  public String change() {
    return change;
  }

  /** Whether it is in vain where address translation gives the device other source ports. */
  boolean needsTrueTuples() {
    return needsTrueTuples;
  }

  /** For how long the device then keeps a session, as a part of the time it does. */
  double kept() {
    return this == DEVICE_TIMER ? SHORTER_TIMER : 1;
  }

  /** The range of {@link #WIDER_RANGE}. */
  static PortRange widerRange() {
    PortRange range = WhatIf.parse(WIDER_RANGE.change).range();
    if (range == null) {
      throw new IllegalStateException("no range in " + WIDER_RANGE.change);
    }
    return range;
  }
}
