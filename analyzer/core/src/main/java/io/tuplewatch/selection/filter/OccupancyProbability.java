package io.tuplewatch.selection.filter;

/** How likely a search passes over a port that could be had, because its four-tuple is in use. */
public interface OccupancyProbability {

  /** 0 to 1, for an index of the first pass. */
  double passedOver(int index);
}
