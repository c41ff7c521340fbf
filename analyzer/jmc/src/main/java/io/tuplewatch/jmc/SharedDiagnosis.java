package io.tuplewatch.jmc;

import java.lang.ref.SoftReference;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmc.common.item.IItemCollection;

/**
 * One diagnosis for all rules that look at the same items, whichever comes first. It is let go of
 * with the items, and earlier where memory is short. Thread-safe.
 */
final class SharedDiagnosis {

  /** Held softly, since a diagnosis has tables of all connects. */
  private static final class ByTimeout
      extends HashMap<@Nullable Duration, SoftReference<FutureTask<ItemDiagnosis>>> {}

  private static final Map<IItemCollection, ByTimeout> KNOWN = new WeakHashMap<>();

  private SharedDiagnosis() {}

  /**
   * The diagnosis of these items; computed by the first caller, awaited by the others.
   *
   * @throws InterruptedException if the calling thread is
   */
  static ItemDiagnosis of(IItemCollection items, @Nullable Duration firewallTimeout)
      throws InterruptedException {
    FutureTask<ItemDiagnosis> task = taskOf(items, firewallTimeout);
    task.run(); // does nothing if another thread does it, or has
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static FutureTask<ItemDiagnosis> taskOf(
      IItemCollection items, @Nullable Duration firewallTimeout) {
    synchronized (KNOWN) {
      ByTimeout tasks = KNOWN.computeIfAbsent(items, each -> new ByTimeout());
      SoftReference<FutureTask<ItemDiagnosis>> known = tasks.get(firewallTimeout);
      @Nullable FutureTask<ItemDiagnosis> task = known == null ? null : known.get();
      if (task == null) {
        task = new FutureTask<>(() -> ItemDiagnosis.of(items, firewallTimeout));
        tasks.put(firewallTimeout, new SoftReference<>(task));
      }
      return task;
    }
  }
}
