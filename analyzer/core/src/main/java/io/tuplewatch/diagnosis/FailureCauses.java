package io.tuplewatch.diagnosis;

import io.tuplewatch.reuse.ClassifiedUses;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Failures with their causes, in the order in which they were added. As a list it makes a new
 * {@link FailureCause} at every step: go through it with for-each, and keep what is needed. 40
 * bytes a failure. Not thread-safe while it is added to.
 */
final class FailureCauses extends AbstractList<FailureCause> implements RandomAccess {

  private static final int FIRST = 64;
  private static final Cause[] CAUSES = Cause.values();
  private static final Reason[] REASONS = Reason.values();

  /** By failure: its index among the uses, cause, likeliest cause, a bit for each reason. */
  private static final int NUMBERS = 4;

  /** By failure: the three probabilities. */
  private static final int CHANCES = 3;

  private final ClassifiedUses uses;
  private int[] numbers = new int[NUMBERS * FIRST];
  private double[] chances = new double[CHANCES * FIRST];
  private int size;

  /** Causes of failures among {@code uses}. */
  FailureCauses(ClassifiedUses uses) {
    this.uses = uses;
  }

  /** Takes one more; its index is one among the uses. */
  @SuppressWarnings("EnumOrdinal") // of this run alone
  void append(FailureCause failure) {
    if (size * NUMBERS == numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.multiplyExact(2, numbers.length));
      chances = Arrays.copyOf(chances, 2 * chances.length);
    }
    int number = size * NUMBERS;
    numbers[number] = failure.index();
    numbers[number + 1] = failure.cause().ordinal();
    numbers[number + 2] = failure.likeliest().ordinal();
    for (Reason reason : failure.reasons()) {
      numbers[number + 3] |= 1 << reason.ordinal();
    }
    int chance = size * CHANCES;
    chances[chance] = failure.probability();
    chances[chance + 1] = failure.reuseProbability();
    chances[chance + 2] = failure.background();
    size++;
  }

  /** Takes all of others of the same uses. */
  FailureCauses appendAll(FailureCauses others) {
    int both = Math.addExact(size, others.size);
    if (both * (long) NUMBERS > numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.multiplyExact(NUMBERS, both));
      chances = Arrays.copyOf(chances, CHANCES * both);
    }
    System.arraycopy(others.numbers, 0, numbers, size * NUMBERS, others.size * NUMBERS);
    System.arraycopy(others.chances, 0, chances, size * CHANCES, others.size * CHANCES);
    size = both;
    return this;
  }

  @Override
  public int size() {
    return size;
  }

  /** The index among the uses of the failure at an index here. */
  int index(int index) {
    return numbers[index * NUMBERS];
  }

  /** The cause that {@link #get} has of the failure at an index here. */
  Cause cause(int index) {
    return CAUSES[numbers[index * NUMBERS + 1]];
  }

  @Override
  public FailureCause get(int index) {
    Objects.checkIndex(index, size);
    int number = index * NUMBERS;
    int chance = index * CHANCES;
    return new FailureCause(
        numbers[number],
        uses.get(numbers[number]),
        CAUSES[numbers[number + 1]],
        chances[chance],
        CAUSES[numbers[number + 2]],
        chances[chance + 1],
        chances[chance + 2],
        reasons(numbers[number + 3]));
  }

  @SuppressWarnings("EnumOrdinal") // of this run alone
  private static List<Reason> reasons(int bits) {
    List<Reason> reasons = new ArrayList<>();
    for (Reason reason : REASONS) {
      if ((bits & 1 << reason.ordinal()) != 0) {
        reasons.add(reason);
      }
    }
    return reasons;
  }
}
