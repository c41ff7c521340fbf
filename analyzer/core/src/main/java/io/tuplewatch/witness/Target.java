package io.tuplewatch.witness;

import io.tuplewatch.connection.FourTuple;
import io.tuplewatch.connection.Uses;
import io.tuplewatch.witness.capture.IpAddress;
import io.tuplewatch.witness.capture.Segment;
import org.jspecify.annotations.Nullable;

/** Where a SYN goes: an address of 128 bits and a port. */
record Target(long high, long low, int port) {

  static Target of(IpAddress address, int port) {
    return new Target(address.high(), address.low(), port);
  }

  static Target of(Segment syn) {
    return new Target(syn.targetHigh(), syn.targetLow(), syn.targetPort());
  }

  static Target of(Attempt attempt) {
    return new Target(attempt.targetHigh, attempt.targetLow, attempt.targetPort);
  }

  /** By the numbers of destinations; null where the address is no literal. O(destinations). */
  static @Nullable Target[] byDestination(Uses uses) {
    @Nullable Target[] targets = new @Nullable Target[uses.destinations()];
    for (int number = 0; number < targets.length; number++) {
      FourTuple tuple = uses.key(number, 0).tuple();
      IpAddress address = IpAddress.parse(tuple.remoteAddress());
      targets[number] = address == null ? null : of(address, tuple.remotePort());
    }
    return targets;
  }
}
