package io.tuplewatch.selection.algorithm;

import io.tuplewatch.selection.Draws;
import io.tuplewatch.selection.PortSpace;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws for a reference search, made as the model makes them: first how many in a row land on
 * reserved ports, then the one that ends them; which reserved ports those are makes no difference.
 * With these the reference must do exactly what the model does. That draws made in this way are
 * distributed as the kernel's is for {@link RandomRetryTest} to say.
 */
public final class JumpingDraws extends KeyedDraws {

  /** Which draws land on reserved ports, and which do not, in each pass. */
  public static final class Landed {

    private final List<List<Integer>> reserved = new ArrayList<>();
    private final List<List<Integer>> others = new ArrayList<>();

    Landed(ReferenceModel model, PortSpace space) {
      for (int pass = 0; pass < space.step(); pass++) {
        reserved.add(new ArrayList<>());
        others.add(new ArrayList<>());
        for (int drawn = 0; drawn < model.rem(); drawn++) {
          boolean refused = space.reserved().contains(model.portAfterRetry(pass, drawn));
          (refused ? reserved : others).get(pass).add(drawn);
        }
      }
    }
  }

  private final Landed landed;
  private final int most;

  private int pass;
  private int reservedToCome;
  private int ending;
  private boolean jumping;

  public JumpingDraws(long key, Landed landed, int most) {
    super(key);
    this.landed = landed;
    this.most = most;
  }

  @Override
  public void startPass(int pass) {
    super.startPass(pass);
    this.pass = pass;
    jumping = false;
  }

  @Override
  public int landing(int bound) {
    List<Integer> others = landed.others.get(pass);
    if (!jumping) {
      jumping = true;
      reservedToCome = reservedInARow(nextKey(), bound);
      long key = nextKey();
      ending = others.isEmpty() ? -1 : others.get(Draws.below(key, others.size()));
    }
    if (reservedToCome > 0) {
      reservedToCome--;
      return landed.reserved.get(pass).get(0);
    }
    jumping = false;
    return ending;
  }

  /** The largest k for which a uniform number of 63 bits is below (reserved share)^k. */
  private int reservedInARow(long key, int draws) {
    BigInteger uniform = BigInteger.valueOf(Draws.mix(key) >>> 1);
    BigInteger reserved = BigInteger.valueOf(landed.reserved.get(pass).size());
    BigInteger numerator = BigInteger.ONE.shiftLeft(63).multiply(reserved);
    BigInteger denominator = BigInteger.valueOf(draws);
    int k = 0;
    while (k < most && uniform.compareTo(numerator.divide(denominator)) < 0) {
      k++;
      numerator = numerator.multiply(reserved);
      denominator = denominator.multiply(BigInteger.valueOf(draws));
    }
    return k;
  }
}
