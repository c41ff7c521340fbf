package io.tuplewatch.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C and its like as a wish that can be waited for. The first is taken as one; with the second
 * the process ends, as it always does. Thread-safe.
 *
 * <p>By reflection: {@code sun.misc.Signal} is of the module jdk.unsupported, which may be missing,
 * and a shutdown hook would not do, since no other hook can be added once it runs.
 */
final class Interrupts {

  private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

  private final CountDownLatch wish = new CountDownLatch(1);

  private Interrupts() {}

  /** Catches them from now on; where that is impossible, a signal ends the process at once. */
  static Interrupts caught() {
    Interrupts interrupts = new Interrupts();
    for (String signal : SIGNALS) {
      interrupts.handle(signal);
    }
    return interrupts;
  }

  private void handle(String name) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object signal = type.getConstructor(String.class).newInstance(name);
      AtomicReference<@Nullable Object> usual = new AtomicReference<>();
      InvocationHandler handler =
          (proxy, method, arguments) -> {
            type.getMethod("handle", type, handlerType).invoke(null, signal, usual.get());
            wish.countDown();
            return null;
          };
      Object caught =
          Proxy.newProxyInstance(
              Interrupts.class.getClassLoader(), new Class<?>[] {handlerType}, handler);
      usual.set(type.getMethod("handle", type, handlerType).invoke(null, signal, caught));
    } catch (ReflectiveOperationException e) {
      // Without jdk.unsupported, or with java -Xrs.
    }
  }

  /** Whether one has come; waits for it that long at most. */
  boolean await(long milliseconds) throws InterruptedException {
    return wish.await(milliseconds, TimeUnit.MILLISECONDS);
  }
}
