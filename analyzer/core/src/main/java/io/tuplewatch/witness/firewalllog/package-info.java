/**
 * The log of a device on the path. {@link LogReader} turns its lines, of whichever vendor, into
 * {@link LogEntry}s: {@link LogFields} names the parts of a line, {@link LogTime} reads its time.
 */
@NullMarked
package io.tuplewatch.witness.firewalllog;

import org.jspecify.annotations.NullMarked;
