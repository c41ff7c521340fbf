package io.tuplewatch.selection.algorithm;

import io.tuplewatch.selection.Draws;
import io.tuplewatch.selection.PortSpace;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Where random retries land. The landings of one search are independent and alike, and each on a
 * reserved port only leads to the next one. So the number of those in a row is geometric, and the
 * landing that ends them is uniform over the landings on other ports: two draws, however many
 * retries. Immutable.
 *
 * <p>P(at least k in a row are reserved) = (reserved landings / all landings)^k, kept in multiples
 * of 2^-63; the kernel, too, takes its draws from whole numbers.
 */
final class RetryLandings {

  private static final int CELL_BITS = 10;
  private static final int FRACTION_BITS = 63;
  private static final int GUARD_BITS = 65;

  /** The candidates of ports that are not reserved, as often as they are landed on. */
  private final char[] others;

  /** atLeast[k]: P(k + 1 or more landings in a row are reserved), in multiples of 2^-63. */
  private final long[] atLeast;

  /** The least answer among all draws of equal leading bits; most cells have one answer only. */
  private final char[] cells = new char[1 << CELL_BITS];

  /**
   * @param landing the index that each of the equally likely draws 0 .. span - 1 lands on
   */
  RetryLandings(PortSpace space, IntUnaryOperator landing) {
    int draws = space.span();
    char[] found = new char[draws];
    int count = 0;
    for (int drawn = 0; drawn < draws; drawn++) {
      int index = landing.applyAsInt(drawn);
      if (!space.reserved().contains(space.port(index))) {
        found[count++] = (char) index;
      }
    }
    others = Arrays.copyOf(found, count);
    atLeast = powers(draws - count, draws, space.candidatesPerPass());
    for (int cell = 0; cell < cells.length; cell++) {
      long last = ((cell + 1L) << (FRACTION_BITS - CELL_BITS)) - 1;
      cells[cell] = (char) powersAbove(last, 0);
    }
  }

  /** Powers 1 .. most of a fraction, in multiples of 2^-63, rounded down; as many as are not 0. */
  private static long[] powers(int numerator, int denominator, int most) {
    long[] powers = new long[most];
    BigInteger power = BigInteger.ONE.shiftLeft(FRACTION_BITS + GUARD_BITS);
    int count = 0;
    while (count < most && power.bitLength() > GUARD_BITS) {
      power = power.multiply(BigInteger.valueOf(numerator)).divide(BigInteger.valueOf(denominator));
      BigInteger rounded = power.shiftRight(GUARD_BITS);
      powers[count++] = rounded.bitLength() > FRACTION_BITS ? Long.MAX_VALUE : rounded.longValue();
    }
    return Arrays.copyOf(powers, count);
  }

  /**
   * How many landings in a row find a reserved port; the candidates of a pass stand for themselves
   * or more.
   */
  int reservedInARow(long key) {
    long uniform = Draws.mix(key) >>> 1;
    return powersAbove(uniform, cells[(int) (uniform >>> (FRACTION_BITS - CELL_BITS))]);
  }

  /** P(k or more landings in a row are reserved), in multiples of 2^-63; k is 1 or more. */
  long atLeast(int k) {
    return k <= atLeast.length ? atLeast[k - 1] : 0;
  }

  /** Number of powers above a number, at least so many; they fall. */
  private int powersAbove(long uniform, int atLeastSoMany) {
    int count = atLeastSoMany;
    while (count < atLeast.length && uniform < atLeast[count]) {
      count++;
    }
    return count;
  }

  /** The index they end on; there is one unless all are reserved. */
  int onOthers(long key) {
    return others[Draws.below(key, others.length)];
  }
}
