package io.tuplewatch.report;

import io.tuplewatch.diagnosis.DestinationReuse;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells tuples of several realms apart: by host name, and by the realm itself where that fails. */
final class RealmNames {

  private static final int MAX_HOST = 64; // Linux's HOST_NAME_MAX: none is cut
  private static final int MAX_HOST_BESIDE_REALM = 30;
  private static final int MAX_REALM = 50;
  private static final int MAX_LINE = 100;

  private final Map<String, String> suffixes = new LinkedHashMap<>();

  private RealmNames() {}

  /** Names the realms of these destinations. */
  static RealmNames of(List<DestinationReuse> destinations) {
    Map<String, String> hosts = new LinkedHashMap<>();
    for (DestinationReuse reuse : destinations) {
      String host = reuse.hostName() == null ? "" : reuse.hostName();
      hosts.merge(reuse.destination().realm(), host, (a, b) -> a.isEmpty() ? b : a);
    }
    RealmNames names = new RealmNames();
    if (hosts.size() > 1) {
      hosts.forEach(
          (realm, host) -> names.suffixes.put(realm, suffix(realm, host, hosts.values())));
    }
    return names;
  }

  private static String suffix(String realm, String host, Collection<String> hosts) {
    if (!host.isEmpty() && Collections.frequency(hosts, host) == 1) {
      return " on " + SafeText.of(host, MAX_HOST);
    }
    String on = host.isEmpty() ? "" : " on " + SafeText.of(host, MAX_HOST_BESIDE_REALM);
    return on + " [" + SafeText.of(realm, MAX_REALM) + "]";
  }

  /** {@code text} followed by " on web-1"; unchanged if there is one realm only. */
  String inLine(String text, String realm) {
    return text + suffixes.getOrDefault(realm, "");
  }

  /**
   * {@code line} followed by " on web-1" or " on web-1 [boot id/namespace]", on a line of its own
   * where it would grow too long; unchanged if there is one realm only.
   */
  String named(String line, String realm) {
    String suffix = suffixes.getOrDefault(realm, "");
    return suffix.isEmpty() || line.length() + suffix.length() <= MAX_LINE
        ? line + suffix
        : line + System.lineSeparator() + "       " + suffix;
  }
}
