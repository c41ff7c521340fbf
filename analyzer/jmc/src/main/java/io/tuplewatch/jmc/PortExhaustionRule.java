package io.tuplewatch.jmc;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.events.SocketConnect;
import io.tuplewatch.report.TupleText;
import io.tuplewatch.report.Wording;
import io.tuplewatch.selection.recorded.DestinationKey;
import io.tuplewatch.selection.recorded.PortsHeld;
import java.util.List;
import java.util.Map;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.common.util.TypedPreference;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.ResultBuilder;
import org.openjdk.jmc.flightrecorder.rules.Severity;
import org.openjdk.jmc.flightrecorder.rules.TypedCollectionResult;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;

/** Connects that found no free source port, or may have, and how near the others came to that. */
public final class PortExhaustionRule extends TuplewatchRule {

  static final TypedResult<IQuantity> EXHAUSTED = Results.count("portExhaustion");
  static final TypedResult<IQuantity> NO_SOURCE = Results.count("noSource");
  static final TypedResult<IQuantity> PORTS = Results.count("sourcePorts");
  static final TypedResult<IQuantity> HELD = Results.count("sourcePortsHeld");
  static final TypedResult<IQuantity> SHARE = Results.share("sourcePortsHeldShare");
  static final TypedResult<String> DESTINATION = Results.text("fullestDestination");
  static final TypedCollectionResult<String> DESTINATIONS = Results.lines("fullDestinations");

  private static final TypedPreference<IQuantity> NOTE =
      Preferences.share("ports.held.info.limit", 50);
  private static final TypedPreference<IQuantity> WARNING =
      Preferences.share("ports.held.warning.limit", 80);

  private static final int SHOWN = 5;

  public PortExhaustionRule() {
    super(
        "TuplewatchPortExhaustion",
        SocketConnect.NAME,
        List.of(NOTE, WARNING),
        Results.with(EXHAUSTED, NO_SOURCE, PORTS, HELD, SHARE, DESTINATION, DESTINATIONS));
  }

  @Override
  IResult evaluate(ItemDiagnosis found, IPreferenceValueProvider preferences) {
    Map<AttemptResult, Long> apart = found.diagnosis().summary().apart();
    long exhausted = apart.getOrDefault(AttemptResult.PORT_EXHAUSTION, 0L);
    long noSource = apart.getOrDefault(AttemptResult.ADDRESS_NOT_AVAILABLE, 0L);
    List<PortsHeld> held = found.portsHeld();
    double share = held.isEmpty() ? 0 : held.get(0).share();
    double headroom = score(share, preferences, NOTE, WARNING);
    double score = Math.max(headroom, least(exhausted, noSource));
    ResultBuilder result =
        scored(preferences, score)
            .addResult(EXHAUSTED, Results.quantity(exhausted))
            .addResult(NO_SOURCE, Results.quantity(noSource));
    addHeadroom(result, held);
    String kind = exhausted > 0 ? "ports.exhausted" : noSource > 0 ? "ports.open" : "ports.free";
    String heldOrNot = held.isEmpty() ? ".unknown" : ".held";
    return result
        .setSummary(Messages.get(kind + heldOrNot))
        .setExplanation(Messages.get(held.isEmpty() ? "ports.no.range" : "ports.explanation"))
        .setSolution(score >= Severity.INFO.getLimit() ? Messages.get("ports.solution") : null)
        .build();
  }

  /** The score that failures alone make; of those that may have had another reason a lower one. */
  private static double least(long exhausted, long noSource) {
    if (exhausted > 0) {
      return Severity.WARNING.getLimit();
    }
    return noSource > 0 ? Severity.INFO.getLimit() : Severity.OK.getLimit();
  }

  private static void addHeadroom(ResultBuilder result, List<PortsHeld> held) {
    if (!held.isEmpty()) {
      PortsHeld fullest = held.get(0);
      result
          .addResult(PORTS, Results.quantity(fullest.ports()))
          .addResult(HELD, Results.quantity(fullest.most()))
          .addResult(SHARE, Results.share(fullest.share()))
          .addResult(DESTINATION, Results.untrusted(name(fullest.key())))
          .addResult(
              DESTINATIONS,
              Results.untrusted(held.stream().limit(SHOWN).map(PortExhaustionRule::line).toList()));
    }
  }

  private static String line(PortsHeld held) {
    return name(held.key())
        + ": "
        + Wording.count(held.most())
        + " of "
        + Wording.count(held.ports())
        + " ("
        + Wording.percent(held.most(), held.ports())
        + ")";
  }

  private static String name(DestinationKey key) {
    return TupleText.destination(key.localAddress(), key.remoteAddress(), key.remotePort());
  }
}
