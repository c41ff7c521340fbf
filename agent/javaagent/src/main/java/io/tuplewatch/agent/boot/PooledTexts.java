package io.tuplewatch.agent.boot;

import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * The flight recorder writes a text of 17 to 127 characters once a chunk, and its number from then
 * on. JDK 8's knows chunks apart as odd and even alone: when one ends and two begin without such a
 * text between, as where a recording is stopped and another one started, it writes numbers that the
 * new chunk does not have, and the texts are lost. Only loaded where there is JFR. Stateless.
 */
final class PooledTexts {

  private static final boolean KEPT_TOO_LONG =
      "1.8".equals(System.getProperty("java.specification.version"));

  private PooledTexts() {}

  /** Forgets the numbers given so far. To be called when a chunk begins. */
  static void forget() throws ReflectiveOperationException {
    if (KEPT_TOO_LONG) {
      Field pool = Class.forName("jdk.jfr.internal.StringPool", true, null).getDeclaredField("sp");
      pool.setAccessible(true);
      Method reset =
          Class.forName("jdk.jfr.internal.StringPool$SimpleStringIdPool", true, null)
              .getDeclaredMethod("reset");
      reset.setAccessible(true);
      reset.invoke(pool.get(null));
    }
  }
}
