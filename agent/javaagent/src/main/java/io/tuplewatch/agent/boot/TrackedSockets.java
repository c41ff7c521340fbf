package io.tuplewatch.agent.boot;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sockets being tracked, by the identity of their file descriptor object. Keys are weak: a
 * socket the application drops without closing is forgotten, never kept alive.
 *
 * <p>Thread-safe; every operation is O(1) expected and takes no lock that other sockets share
 * beyond a hash bin.
 */
final class TrackedSockets {

  private final ConcurrentHashMap<Object, TrackedSocket> byDescriptor =
      new ConcurrentHashMap<Object, TrackedSocket>();
  private final ReferenceQueue<Object> dropped = new ReferenceQueue<Object>();

  /** Where a new {@link TrackedSocket} registers its weak reference. */
  ReferenceQueue<Object> droppedDescriptors() {
    return dropped;
  }

  /** Starts tracking; false if this descriptor is tracked already. */
  boolean add(TrackedSocket socket) {
    forgetDropped();
    return byDescriptor.putIfAbsent(socket, socket) == null;
  }

  @Nullable TrackedSocket get(@Nullable Object descriptor) {
    if (descriptor == null || byDescriptor.isEmpty()) {
      return null;
    }
    return byDescriptor.get(new Probe(descriptor));
  }

  void remove(TrackedSocket socket) {
    byDescriptor.remove(socket);
  }

  void clear() {
    byDescriptor.clear();
  }

  int size() {
    forgetDropped();
    return byDescriptor.size();
  }

  private void forgetDropped() {
    for (Reference<?> r = dropped.poll(); r != null; r = dropped.poll()) {
      byDescriptor.remove(r);
    }
  }

  /** A key to look up with, equal to the {@link TrackedSocket} of the same descriptor. */
  private static final class Probe {
    private final Object descriptor;

    Probe(Object descriptor) {
      this.descriptor = descriptor;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(descriptor);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof TrackedSocket && ((TrackedSocket) other).get() == descriptor;
    }
  }
}
