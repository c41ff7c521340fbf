package io.tuplewatch.agent.options;

/** Which connects are written to the recording. The memory of last uses knows all of them. */
public enum WrittenEvents {
  /** Every one: what the analyzer needs for rates and tests. */
  ALL,
  /** Failures and early reuses; counts per minute keep the denominators. */
  SUSPICIOUS,
  /** Failures; counts per minute keep the denominators. */
  FAILURES
}
