package io.tuplewatch.agent.instrument;

import java.io.IOException;

/** Methods with loops, handlers, wide arguments and several returns, to be woven. */
public class WovenSample {

  private final String name;

  public WovenSample(String name) {
    this.name = name;
  }

  public long sum(int n, long seed, double weight) throws IOException {
    if (n < 0) {
      throw new IOException("negative");
    }
    long total = seed;
    for (int i = 0; i < n; i++) {
      try {
        if (i % 3 == 2) {
          continue;
        }
        total += Math.round(i * weight);
      } finally {
        total++;
      }
    }
    return total < 0 ? -total : total;
  }

  public Object choose(int n, long seed, double weight) {
    while (n > 5) {
      n -= 3;
      if (seed < 0) {
        return name;
      }
      seed = seed - n;
    }
    Object chosen = weight < 0.5 ? (Object) seed : name + n;
    synchronized (this) {
      return chosen;
    }
  }

  public static boolean isEven(int n) {
    return n % 2 == 0;
  }
}
