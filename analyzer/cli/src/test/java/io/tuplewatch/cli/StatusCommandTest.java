package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusCommandTest {

  private final Map<String, String> status =
      new HashMap<>(
          Map.of(
              "asOf", "1000",
              "attachedAt", "0",
              "version", "2",
              "recording", "on",
              "events", "all",
              "suppressedErrors", "0",
              "connects", "7"));

  @Test
  void countersComeInTheirOrder() {
    assertThat(StatusCommand.describe(status))
        .isEqualTo(
            "as of 1970-01-01T00:00:01Z, attached 1970-01-01T00:00:00Z, version 2,"
                + " recording on, events all, connects 7, suppressedErrors 0");
  }

  @Test
  void counterThatThisVersionDoesNotKnowIsShownBehindTheOthers() {
    status.put("acceptedSockets", "3");
    status.put("destinations", "443");

    assertThat(StatusCommand.describe(status))
        .endsWith("connects 7, suppressedErrors 0, acceptedSockets 3");
  }
}
