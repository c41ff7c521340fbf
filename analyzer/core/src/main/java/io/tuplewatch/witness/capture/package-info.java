/**
 * Packet captures (pcap, pcapng), in bounded memory whatever their size.
 *
 * <p>{@link CaptureReader} walks a file and shows a visitor the few packets that tell how
 * connections begin and end, as {@link Segment}s: SYN, SYN-ACK, RST, FIN, and ICMP errors that
 * quote TCP. {@link Capture} says what was read, and what was not.
 */
@NullMarked
package io.tuplewatch.witness.capture;

import org.jspecify.annotations.NullMarked;
