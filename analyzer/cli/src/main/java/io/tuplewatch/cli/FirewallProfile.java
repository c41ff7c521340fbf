package io.tuplewatch.cli;

import io.tuplewatch.firewall.KnownTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * TCP idle timeouts of known devices, by id, as their public documentation gives them. They say how
 * long an idle connection is kept; no documentation found says that a closed one is kept as long.
 */
final class FirewallProfile implements ITypeConverter<Duration> {

  private static final List<String> IDS =
      KnownTimer.all().stream().map(KnownTimer::id).distinct().toList();

  /** The ids, for the help. */
  static final class Ids extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Ids() {
      super(IDS);
    }
  }

  @Override
  public Duration convert(String id) {
    return KnownTimer.idleTimeout(id)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "no firewall is called '" + id + "'; there are " + String.join(", ", IDS)));
  }
}
