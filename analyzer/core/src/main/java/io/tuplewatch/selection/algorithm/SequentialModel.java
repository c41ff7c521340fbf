package io.tuplewatch.selection.algorithm;

import io.tuplewatch.selection.filter.CandidateRing;
import io.tuplewatch.selection.filter.OccupancyProbability;
import io.tuplewatch.selection.filter.PortModel;
import io.tuplewatch.selection.filter.StartDistribution;

/** The next candidate, and the next. */
public final class SequentialModel extends PortModel {

  public SequentialModel(CandidateRing ring) {
    super(ring);
  }

  @Override
  protected boolean walksOn() {
    return true;
  }

  @Override
  protected boolean walksOver(int unavailable) {
    return true;
  }

  @Override
  protected double landed(
      StartDistribution start,
      int index,
      double taken,
      OccupancyProbability inUse,
      StartDistribution next) {
    return 0;
  }

  @Override
  protected int reach() {
    return 0;
  }

  @Override
  protected void moveAfterLanding(int start, double weight, StartDistribution next) {
    throw new IllegalStateException("a sequential search never lands");
  }
}
