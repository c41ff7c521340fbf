package io.tuplewatch.connection;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The local addresses seen toward each remote address, to resolve the wildcard: when a blocking
 * connect fails, the kernel takes the source address back before the agent can read it; the port is
 * right. Not thread-safe.
 */
final class LocalAddresses {

  /** 0.0.0.0, ::, 0:0:0:0:0:0:0:0, ::ffff:0.0.0.0, with or without a scope. */
  private static final Pattern WILDCARD = Pattern.compile("(?i)[0:.]*(:ffff:[0:.]+)?(%.*)?");

  private record Path(String realm, String remoteAddress) {}

  private final Map<Path, Set<String>> seen = new HashMap<>();

  static boolean isWildcard(@Nullable String address) {
    return address == null || WILDCARD.matcher(address).matches();
  }

  /** One spelling of the wildcard, of the remote address's family. */
  static String wildcardToward(String remoteAddress) {
    return remoteAddress.indexOf(':') >= 0 ? "::" : "0.0.0.0";
  }

  /** Notes the local address of a use unless it is the wildcard. */
  void add(ReuseKey key) {
    String local = key.tuple().localAddress();
    if (!isWildcard(local)) {
      seen.computeIfAbsent(path(key), p -> new HashSet<>()).add(local);
    }
  }

  /** The addresses that a use with a wildcard may have had. */
  Set<String> candidates(ReuseKey key) {
    return seen.getOrDefault(path(key), Set.of());
  }

  private static Path path(ReuseKey key) {
    return new Path(key.realm(), key.tuple().remoteAddress());
  }
}
