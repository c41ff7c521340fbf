package io.tuplewatch.selection.algorithm;

import io.tuplewatch.selection.PortSpace;
import java.util.HashSet;
import java.util.Set;

/**
 * The oracle: one selection as the specification words it, port by port, with no thought of speed.
 * It shares with the model only the draws.
 */
public final class ReferenceModel {

  enum OnReserved {
    NEXT,
    RANDOM_AS_MAILED,
    RANDOM
  }

  private final int low;
  private final int high;
  private final int step;
  private final int rem;
  private final OnReserved onReserved;
  private final int width;
  private final Set<Integer> reserved = new HashSet<>();
  private final Set<Integer> unavailable = new HashSet<>();

  public int port;
  public int i;
  public int refused;

  public ReferenceModel(PortSpace space, String algorithm) {
    low = space.range().low();
    high = space.range().high();
    step = space.step();
    int ports = high + 1 - low;
    rem = step == 2 && ports > 1 && ports % 2 == 1 ? ports - 1 : ports;
    onReserved =
        switch (algorithm) {
          case "random-retry" -> OnReserved.RANDOM;
          case "random-retry-as-mailed" -> OnReserved.RANDOM_AS_MAILED;
          case "sequential", "random-step-uncapped" -> OnReserved.NEXT;
          default -> {
            if (!algorithm.startsWith("random-step=")) {
              throw new IllegalArgumentException("no reference for " + algorithm);
            }
            yield OnReserved.NEXT;
          }
        };
    width =
        algorithm.equals("random-step-uncapped")
            ? Integer.MAX_VALUE
            : algorithm.startsWith("random-step=")
                ? Integer.parseInt(algorithm.substring("random-step=".length()))
                : 0;
    for (int p = low; p <= high; p++) {
      if (space.reserved().contains(p)) {
        reserved.add(p);
      }
      if (space.bound().contains(p)) {
        unavailable.add(p);
      }
    }
  }

  public int rem() {
    return rem;
  }

  public void makeUnavailable(int port) {
    unavailable.add(port);
  }

  public void makeAvailable(int port) {
    unavailable.remove(port);
  }

  public int offset(long sum) {
    int off = (int) (sum % rem);
    return step == 2 ? off - off % 2 : off;
  }

  /** Searches from an offset; false is EADDRNOTAVAIL. */
  public boolean select(int off, KeyedDraws draws) {
    int scan = width > 0 && rem > 1 ? randomStep(draws) * step : step;
    refused = 0;
    for (int pass = 0; pass < step; pass++) {
      draws.startPass(pass);
      port = low + off + pass;
      for (i = 0; i < rem; i += step, port += scan) {
        if (port > high) {
          port -= rem;
        }
        if (reserved.contains(port)) {
          refused++;
          retry(pass, draws);
        } else if (unavailable.contains(port)) {
          refused++;
        } else {
          return true;
        }
      }
    }
    return false;
  }

  private void retry(int pass, KeyedDraws draws) {
    if (onReserved != OnReserved.NEXT) {
      port = retried(pass, draws.landing(rem));
    }
  }

  private int retried(int pass, int drawn) {
    int candidate = low + drawn;
    if (onReserved == OnReserved.RANDOM_AS_MAILED) {
      return (candidate & 1) != step ? candidate - 1 : candidate;
    }
    return step == 2 && (candidate - low) % 2 != pass ? candidate + 1 : candidate;
  }

  /** The port looked at after a retry that drew this. */
  public int portAfterRetry(int pass, int drawn) {
    int next = retried(pass, drawn) + step;
    return next > high ? next - rem : next;
  }

  private int randomStep(KeyedDraws draws) {
    int candidates = rem / step;
    int upper = Math.min(candidates, width);
    int s = 1 + draws.below(upper);
    while (commonDivisor(s, candidates) != 1) {
      s++;
      if (s > upper) {
        return 1;
      }
    }
    return s;
  }

  /** Euclid's: the larger gives way to what the smaller leaves of it. */
  private static int commonDivisor(int a, int b) {
    int x = a;
    int y = b;
    while (x > 0 && y > 0) {
      if (x > y) {
        x %= y;
      } else {
        y %= x;
      }
    }
    return x + y;
  }

  public int increment(int eighth) {
    int r = eighth * step;
    return (i > r ? i : r) + step;
  }
}
