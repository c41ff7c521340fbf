package io.tuplewatch.connection;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The local addresses seen toward each destination, to resolve the wildcard: when a blocking
 * connect fails, the kernel takes the source address back before the agent can read it; the port is
 * right. Not thread-safe.
 */
public final class LocalAddresses {

  /** 0.0.0.0, ::, 0:0:0:0:0:0:0:0, ::ffff:0.0.0.0, with or without a scope. */
  private static final Pattern WILDCARD = Pattern.compile("(?i)[0:.]*(:ffff:[0:.]+)?(%.*)?");

  /** Toward one port of the remote address, or toward any ({@link #ANY_PORT}). */
  private record Path(String realm, String remoteAddress, int remotePort) {}

  private static final int ANY_PORT = 0;

  private final Map<Path, Set<String>> seen = new HashMap<>();

  public static boolean isWildcard(@Nullable String address) {
    if (address == null || address.isEmpty()) {
      return true;
    }
    char first = address.charAt(0); // most addresses are told by it
    return (first == '0' || first == ':') && WILDCARD.matcher(address).matches();
  }

  /** One spelling of the wildcard, of the remote address's family. */
  static String wildcardToward(String remoteAddress) {
    return remoteAddress.indexOf(':') >= 0 ? "::" : "0.0.0.0";
  }

  /** Notes the local address of a use unless it is the wildcard. */
  void add(ReuseKey key) {
    String local = key.tuple().localAddress();
    if (local != null && !isWildcard(local)) {
      seen.computeIfAbsent(toPort(key), p -> new HashSet<>()).add(local);
      seen.computeIfAbsent(toAnyPort(key), p -> new HashSet<>()).add(local);
    }
  }

  /**
   * The addresses that a use with a wildcard can have had: those seen toward its remote address and
   * port, or else those seen toward its remote address.
   */
  Set<String> candidates(ReuseKey key) {
    Set<String> towardPort = seen.get(toPort(key));
    return towardPort == null ? seen.getOrDefault(toAnyPort(key), Set.of()) : towardPort;
  }

  private static Path toPort(ReuseKey key) {
    return new Path(key.realm(), key.tuple().remoteAddress(), key.tuple().remotePort());
  }

  private static Path toAnyPort(ReuseKey key) {
    return new Path(key.realm(), key.tuple().remoteAddress(), ANY_PORT);
  }
}
