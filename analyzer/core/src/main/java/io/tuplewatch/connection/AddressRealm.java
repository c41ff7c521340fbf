package io.tuplewatch.connection;

import java.util.Locale;

/**
 * Within what an address is one and the same to the devices on the path. Source ports are always
 * selected within a network namespace; a firewall sees addresses alone.
 */
public enum AddressRealm {
  /**
   * A network namespace, by boot id and inode: two containers with one address are two. Times are
   * compared on CLOCK_MONOTONIC.
   */
  NAMESPACE,
  /** A boot of a host: network namespaces of one host share its addresses. The same clock. */
  HOST,
  /**
   * All that is recorded: an address that passes from one pod to another keeps its tuples. Times of
   * different boots are compared on their wall clocks, as each boot last set its own, so that an
   * idle time between two hosts is as wrong as their clocks differ.
   */
  SHARED;

  private static final String EVERYWHERE = "shared";

  /**
   * The name of a realm.
   *
   * @param bootId of the host
   * @param networkNamespace inode
   */
  String realm(String bootId, long networkNamespace) {
    return switch (this) {
      case NAMESPACE -> bootId + "/" + networkNamespace;
      case HOST -> bootId;
      case SHARED -> EVERYWHERE;
    };
  }

  /** The realm of a process whose namespace is not known, by the process's own name. */
  String ofUnknown(String process) {
    return this == SHARED ? EVERYWHERE : process;
  }

  /** The kind of realm as the user writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
