package io.tuplewatch.fleet;

import io.tuplewatch.witness.capture.IpAddress;

/**
 * Addresses that begin with the same bits, IPv4 mapped to IPv6. Immutable.
 *
 * @param address one of them
 * @param length how many bits, 0 to 128
 */
record AddressPrefix(IpAddress address, int length) {

  private static final int MAPPED_BITS = 96;
  private static final int LONG_BITS = 64;

  /** The longest prefix of both. */
  static AddressPrefix of(IpAddress one, IpAddress other) {
    long high = one.high() ^ other.high();
    int common =
        high != 0
            ? Long.numberOfLeadingZeros(high)
            : LONG_BITS + Long.numberOfLeadingZeros(one.low() ^ other.low());
    return new AddressPrefix(one, common);
  }

  /** Whether the bit after the prefix is set in an address that begins with it. */
  boolean nextBit(IpAddress of) {
    return length < LONG_BITS ? (of.high() << length) < 0 : (of.low() << (length - LONG_BITS)) < 0;
  }

  /** The prefix as networks are written, such as 10.1.0.0/16. */
  @Override
  public String toString() {
    long high = length >= LONG_BITS ? address.high() : first(address.high(), length);
    long low = length <= LONG_BITS ? 0 : first(address.low(), length - LONG_BITS);
    boolean mapped = length >= MAPPED_BITS && high == 0 && low >>> 32 == 0xFFFF;
    return new IpAddress(high, low) + "/" + (mapped ? length - MAPPED_BITS : length);
  }

  private static long first(long bits, int length) {
    return length == 0 ? 0 : bits & (-1L << (LONG_BITS - length));
  }
}
