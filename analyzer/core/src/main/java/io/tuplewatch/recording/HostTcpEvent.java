package io.tuplewatch.recording;

import java.io.Serializable;

/**
 * One {@code tuplewatch.HostTcp} as recorded, as far as it is used. Of the whole network namespace;
 * -1 if the kernel does not say.
 *
 * @param time epoch ns on the JVM's wall clock
 * @param activeOpens connects that sent a SYN, since the namespace began
 * @param inUse TCP sockets now
 * @param timeWait tuples in TIME_WAIT now
 */
public record HostTcpEvent(long jvmId, long time, long activeOpens, long inUse, long timeWait)
    implements Serializable {

  /** Without the sockets. */
  public HostTcpEvent(long jvmId, long time, long activeOpens) {
    this(jvmId, time, activeOpens, -1, -1);
  }

  /** The event with these fields. */
  public static HostTcpEvent of(EventFields fields) {
    return new HostTcpEvent(
        fields.jvmId(),
        fields.start(),
        fields.number("activeOpens", -1),
        fields.number("inUse", -1),
        fields.number("timeWait", -1));
  }
}
