package io.tuplewatch.selection.algorithm;

import io.tuplewatch.selection.PortSpace;

/**
 * Gives a reference search the draws with which it must do what the model's search of a key does.
 */
public final class ReferenceDraws {

  private final JumpingDraws.Landed landed;
  private final int most;
  private final boolean jumps;

  public ReferenceDraws(ReferenceModel model, PortSpace space, SelectionAlgorithm algorithm) {
    jumps = algorithm instanceof RandomRetry;
    landed = new JumpingDraws.Landed(model, space);
    most = (model.rem() + space.step() - 1) / space.step();
  }

  public KeyedDraws of(long key) {
    return jumps ? new JumpingDraws(key, landed, most) : new KeyedDraws(key);
  }
}
