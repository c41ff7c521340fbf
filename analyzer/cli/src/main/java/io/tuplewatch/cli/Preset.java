package io.tuplewatch.cli;

/** What {@code --preset} names. */
enum Preset {
  /** The run of the mail that proposed random retry. */
  SEED("seed"),
  /** Early reuse at four rates, over two ranges, with and without reserved ports. */
  EARLY_REUSE("early-reuse");

  private final String option;

  Preset(String option) {
    this.option = option;
  }

  @Override
  public String toString() {
    return option;
  }
}
