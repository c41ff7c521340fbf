package io.tuplewatch.selection.check;

/** The next candidate, and the next. */
final class SequentialExplanation extends Explanation {

  SequentialExplanation(FirstPass places) {
    super(places);
  }

  @Override
  boolean walksOn() {
    return true;
  }

  @Override
  boolean walksOver(int unavailable) {
    return true;
  }

  @Override
  double landed(Belief start, int place, double taken, InUse inUse, Belief next) {
    return 0;
  }

  @Override
  int reach() {
    return 0;
  }

  @Override
  void moveAfterLanding(int start, double weight, Belief next) {
    throw new IllegalStateException("a sequential search never lands");
  }
}
