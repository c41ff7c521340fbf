package io.tuplewatch.selection.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.history.RecordedSettings;
import io.tuplewatch.recording.SettingsEvent;
import io.tuplewatch.selection.PortRange;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sysctls that change while a JVM is recorded, epoch seconds from 1,000 on. */
class SettingsInForceTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void settingsHoldUntilTheAgentLastFoundThemUnchanged() {
    SettingsInForce settings =
        settings(event(1000, 32768, SettingsEvent.UNKNOWN), event(1300, 20000, 1290 * SECOND));

    assertThat(low(settings, 1000)).isEqualTo(32768);
    assertThat(low(settings, 1290)).isEqualTo(32768);
    assertThat(low(settings, 1291)).isNull();
    assertThat(low(settings, 1300)).isEqualTo(20000);
    assertThat(low(settings, 9000)).isEqualTo(20000);
  }

  @Test
  void betweenTwoThatDifferNothingIsKnownWhereTheyWereNotReadAgain() {
    SettingsInForce settings =
        settings(
            event(1000, 32768, SettingsEvent.UNKNOWN), event(1300, 20000, SettingsEvent.UNKNOWN));

    assertThat(low(settings, 1000)).isEqualTo(32768);
    assertThat(low(settings, 1001)).isNull();
    assertThat(low(settings, 1300)).isEqualTo(20000);
  }

  @Test
  void theFirstOnesHoldBeforeTheyWereWritten() {
    SettingsInForce settings = settings(event(1000, 32768, SettingsEvent.UNKNOWN));

    assertThat(low(settings, 500)).isEqualTo(32768);
  }

  private static @Nullable Integer low(SettingsInForce settings, long second) {
    SelectionSettings inForce = settings.at(second * SECOND);
    PortRange range = inForce == null ? null : inForce.range();
    return inForce == null ? null : Objects.requireNonNull(range).low();
  }

  private static SettingsInForce settings(SettingsEvent... events) {
    return new SettingsInForce(List.of(events), new HashMap<>());
  }

  private static SettingsEvent event(long second, int low, long previouslyReadAt) {
    return RecordedSettings.at(second * SECOND)
        .kernel("6.18")
        .ports(low, 60999)
        .reserved("", 0)
        .previouslyReadAt(previouslyReadAt)
        .event();
  }
}
