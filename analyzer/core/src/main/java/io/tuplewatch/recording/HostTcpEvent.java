package io.tuplewatch.recording;

/**
 * One {@code tuplewatch.HostTcp} as recorded, as far as it is used.
 *
 * @param time epoch ns on the JVM's wall clock
 * @param activeOpens connects of the whole network namespace that sent a SYN, since it began; -1 if
 *     the kernel does not say
 */
public record HostTcpEvent(long jvmId, long time, long activeOpens) {}
