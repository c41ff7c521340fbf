package io.tuplewatch.diagnosis;

/** A destination and its number among the uses that were counted; no other number is the same. */
record NumberedDestination(int number, DestinationReuse reuse) {}
