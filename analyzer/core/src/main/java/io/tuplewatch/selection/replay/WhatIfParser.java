package io.tuplewatch.selection.replay;

import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import io.tuplewatch.selection.algorithm.SelectionAlgorithms;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the text of a {@link WhatIf}. */
final class WhatIfParser {

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(s|m|h|d)");
  private static final Pattern RATE = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3})?)x");
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,5}");
  private static final Map<String, Long> SECONDS =
      Map.of("s", 1L, "m", 60L, "h", 3600L, "d", 86400L);
  private static final int LONGEST = 1 << 20;
  private static final int MOST_ADDRESSES = 256;
  private static final double HIGHEST_RATE = 100;

  private final String text;
  private @Nullable SelectionAlgorithm algorithm;
  private @Nullable PortRange range;
  private @Nullable PortSet reserved;
  private double rate = 1;
  private @Nullable Duration lifetime;
  private int sourceAddresses = 1;
  private WhatIf.@Nullable Closer closer;
  private boolean leastRecentlyUsed;
  private boolean twReuseOff;

  private WhatIfParser(String text) {
    this.text = text;
  }

  static WhatIf parse(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("a what-if is not longer than 1 MiB");
    }
    WhatIfParser parser = new WhatIfParser(text);
    // A part without a name goes on with the list of ports before it.
    for (String part : text.strip().split(",(?=[^,=]*=)", -1)) {
      int equals = part.indexOf('=');
      if (equals < 0) {
        throw parser.unknown();
      }
      parser.set(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
    }
    return parser.whatIf();
  }

  private void set(String name, String value) {
    switch (name) {
      case "range" -> range = PortRange.parse(value);
      case "reserved" -> reserved = value.equals("none") ? PortSet.NONE : PortSet.parse(value);
      case "rate" -> rate = rate(value);
      case "lifetime" -> lifetime = duration(value);
      case "source-addresses" -> sourceAddresses = addresses(value);
      case "closer" -> closer = closer(value);
      case "ports" -> leastRecentlyUsed = isLeastRecentlyUsed(value);
      case "tw-reuse" -> twReuseOff = isOff(value);
      default -> algorithm = algorithm(name, value);
    }
  }

  private SelectionAlgorithm algorithm(String name, String value) {
    SelectionAlgorithm changed = SelectionAlgorithms.changedTo(name, value);
    if (changed == null) {
      throw unknown();
    }
    return changed;
  }

  private WhatIf.Closer closer(String value) {
    return switch (value) {
      case "client" -> WhatIf.Closer.CLIENT;
      case "server" -> WhatIf.Closer.SERVER;
      default -> throw new IllegalArgumentException("closer is client or server");
    };
  }

  private boolean isLeastRecentlyUsed(String value) {
    if (!value.equals(WhatIf.LEAST_RECENTLY_USED) && !value.equals("lru")) {
      throw new IllegalArgumentException("ports is " + WhatIf.LEAST_RECENTLY_USED);
    }
    return true;
  }

  private boolean isOff(String value) {
    if (!value.equals("off")) {
      throw new IllegalArgumentException("tw-reuse is off");
    }
    return true;
  }

  private double rate(String value) {
    Matcher matcher = RATE.matcher(value);
    double times = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
    if (times <= 0 || times > HIGHEST_RATE) {
      throw new IllegalArgumentException("a rate is like 0.5x: above 0x and at most 100x");
    }
    return times;
  }

  private Duration duration(String value) {
    Matcher matcher = DURATION.matcher(value);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a lifetime is like 30s, 30m, 2h or 1d");
    }
    long seconds = Long.parseLong(matcher.group(1)) * SECONDS.getOrDefault(matcher.group(2), 1L);
    return Duration.ofSeconds(Math.min(seconds, 3652L * 86400));
  }

  private int addresses(String value) {
    int addresses = count(value);
    if (addresses < 1 || addresses > MOST_ADDRESSES) {
      throw new IllegalArgumentException("source addresses are 1 to 256");
    }
    return addresses;
  }

  private int count(String value) {
    if (!COUNT.matcher(value).matches()) {
      throw unknown();
    }
    return Integer.parseInt(value);
  }

  private IllegalArgumentException unknown() {
    return new IllegalArgumentException(
        "a what-if is made of "
            + SelectionAlgorithms.changes()
            + ", range=LOW-HIGH,"
            + " reserved=none|LIST, rate=0.5x, lifetime=30m, source-addresses=N,"
            + " closer=client|server, ports=least-recently-used and tw-reuse=off, separated by commas");
  }

  private WhatIf whatIf() {
    return new WhatIf(
        text,
        algorithm,
        range,
        reserved,
        rate,
        lifetime,
        sourceAddresses,
        closer,
        leastRecentlyUsed,
        twReuseOff,
        0);
  }
}
