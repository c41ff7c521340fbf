package io.tuplewatch.jmc;

import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.QuantityConversionException;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.common.util.TypedPreference;

/** Preferences, named and described by the bundle under {@code preference.ID}. */
final class Preferences {

  /**
   * The system property that sets the firewall's idle timeout where preferences cannot be set: "350
   * s", "60 min".
   */
  static final String FIREWALL_TIMEOUT_PROPERTY = "tuplewatch.firewall.timeout";

  private static final IQuantity NOT_GIVEN = UnitLookup.SECOND.quantity(0);

  /** The firewall's idle timeout, of all rules: another one is another diagnosis. 0 = not given. */
  static final TypedPreference<IQuantity> FIREWALL_TIMEOUT =
      new TypedPreference<>(
          FIREWALL_TIMEOUT_PROPERTY,
          Messages.get("preference.firewall.timeout"),
          Messages.get("preference.firewall.timeout.about"),
          UnitLookup.TIMESPAN,
          defaultTimeout());

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(365);

  private Preferences() {}

  /** What the system property says, if it says something. */
  private static IQuantity defaultTimeout() {
    String set = System.getProperty(FIREWALL_TIMEOUT_PROPERTY);
    try {
      return set == null ? NOT_GIVEN : UnitLookup.TIMESPAN.parseInteractive(set);
    } catch (QuantityConversionException e) {
      Logger.getLogger(Preferences.class.getName())
          .log(Level.WARNING, FIREWALL_TIMEOUT_PROPERTY + " is no timespan: " + set);
      return NOT_GIVEN;
    }
  }

  /**
   * The firewall's idle timeout as it was set, at most a year; null if it was not, so that it is
   * looked for.
   */
  static @Nullable Duration firewallTimeout(IPreferenceValueProvider preferences) {
    IQuantity set = preferences.getPreferenceValue(FIREWALL_TIMEOUT);
    Duration timeout = Duration.ofNanos(set.clampedLongValueIn(UnitLookup.NANOSECOND));
    if (timeout.compareTo(SHORTEST) < 0) {
      return null;
    }
    return timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
  }

  /** A share, in percent. */
  static TypedPreference<IQuantity> share(String id, double percent) {
    return new TypedPreference<>(
        "tuplewatch." + id,
        Messages.get("preference." + id),
        Messages.get("preference." + id + ".about"),
        UnitLookup.PERCENTAGE,
        UnitLookup.PERCENT.quantity(percent));
  }

  /** A number of things. */
  static TypedPreference<IQuantity> count(String id, long count) {
    return new TypedPreference<>(
        "tuplewatch." + id,
        Messages.get("preference." + id),
        Messages.get("preference." + id + ".about"),
        UnitLookup.NUMBER,
        UnitLookup.NUMBER_UNITY.quantity(count));
  }

  /** What a share was set to, 0 to 1. */
  static double share(IPreferenceValueProvider preferences, TypedPreference<IQuantity> preference) {
    return preferences.getPreferenceValue(preference).doubleValueIn(UnitLookup.PERCENT_UNITY);
  }
}
