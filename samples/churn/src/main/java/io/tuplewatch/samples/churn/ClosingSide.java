package io.tuplewatch.samples.churn;

/** The side that closes the connection first, and so holds TIME_WAIT. */
enum ClosingSide {
  SERVER,
  CLIENT
}
