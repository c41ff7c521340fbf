package io.tuplewatch.agent.boot;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Addresses as text. A JVM meets few addresses many times, so the last 256 texts are kept, one per
 * hash. Thread-safe and lock-free; O(1).
 */
final class AddressTexts {

  private static final int SLOTS = 256;

  private final AtomicReferenceArray<@Nullable Entry> entries =
      new AtomicReferenceArray<@Nullable Entry>(SLOTS);

  /** The address as {@link #literal} writes it. */
  String text(InetAddress ip) {
    if (ip.isLinkLocalAddress()) {
      // Equal to one with another zone.
      return literal(ip);
    }
    int slot = ip.hashCode() & (SLOTS - 1);
    Entry entry = entries.get(slot);
    if (entry == null || !entry.ip.equals(ip)) {
      entry = new Entry(ip, literal(ip));
      entries.set(slot, entry);
    }
    return entry.text;
  }

  /**
   * One spelling per address: no zone (a firewall sees none) but for link-local addresses, which
   * mean nothing without; theirs is numeric, as the kernel's.
   */
  static String literal(InetAddress ip) {
    String text = ip.getHostAddress();
    int zone = text.indexOf('%');
    if (zone < 0) {
      return text;
    }
    String bare = text.substring(0, zone);
    return ip.isLinkLocalAddress() && ip instanceof Inet6Address
        ? bare + "%" + ((Inet6Address) ip).getScopeId()
        : bare;
  }

  private static final class Entry {
    private final InetAddress ip;
    private final String text;

    Entry(InetAddress ip, String text) {
      this.ip = ip;
      this.text = text;
    }
  }
}
