package io.tuplewatch.jmc;

import java.time.Duration;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.common.util.TypedPreference;

/** Preferences as they are, with another timeout of the firewall. */
final class TimeoutPreference implements IPreferenceValueProvider {

  private final IQuantity timeout;

  private TimeoutPreference(IQuantity timeout) {
    this.timeout = timeout;
  }

  static IPreferenceValueProvider of(Duration timeout) {
    return new TimeoutPreference(UnitLookup.MILLISECOND.quantity(timeout.toMillis()));
  }

  @Override
  @SuppressWarnings("unchecked") // the preference is one of quantities
  public <T> T getPreferenceValue(TypedPreference<T> preference) {
    return preference.equals(Preferences.FIREWALL_TIMEOUT)
        ? (T) timeout
        : preference.getDefaultValue();
  }
}
