package io.tuplewatch.witness.capture;

/**
 * An interface of a pcapng section.
 *
 * @param link its link layer
 * @param unitsPerSecond of its times; 2^n or 10^n
 * @param offset seconds to add to its times
 */
record CapturedInterface(int link, long unitsPerSecond, long offset) {

  private static final long MICROSECONDS = 1_000_000L;
  private static final int RESOLUTION = 9;
  private static final int OFFSET = 14;

  /** From its block, of that length. */
  static CapturedInterface read(CaptureInput input, int length, boolean bigEndian) {
    long units = MICROSECONDS;
    long offset = 0;
    PcapngFormat.Options options = new PcapngFormat.Options(input, 16, length - 4, bigEndian);
    while (options.next()) {
      if (options.code() == RESOLUTION && options.length() == 1) {
        units = units(options.firstByte());
      } else if (options.code() == OFFSET && options.length() == 8) {
        offset = options.number();
      }
    }
    return new CapturedInterface(input.shortAt(8, bigEndian), units, offset);
  }

  /** The first bit tells 2^-n from 10^-n; what is finer than 10^-18 s is taken for the default. */
  private static long units(int resolution) {
    int exponent = resolution & 0x7F;
    if ((resolution & 0x80) != 0) {
      return exponent <= 62 ? 1L << exponent : MICROSECONDS;
    }
    return exponent <= 18 ? (long) Math.pow(10, exponent) : MICROSECONDS;
  }

  /** A time of this interface in epoch ns. */
  long epochNanos(long time) {
    long seconds = Long.divideUnsigned(time, unitsPerSecond);
    long rest = Long.remainderUnsigned(time, unitsPerSecond);
    long nanos =
        unitsPerSecond <= 1_000_000_000L
            ? rest * 1_000_000_000L / unitsPerSecond
            : (long) ((double) rest / unitsPerSecond * 1e9);
    return (seconds + offset) * 1_000_000_000L + nanos;
  }
}
