package io.tuplewatch.jmc;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.events.SocketConnect;
import io.tuplewatch.report.TupleText;
import io.tuplewatch.report.Wording;
import io.tuplewatch.selection.recorded.DestinationKey;
import io.tuplewatch.selection.recorded.PortsHeld;
import java.util.List;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.common.util.TypedPreference;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.ResultBuilder;
import org.openjdk.jmc.flightrecorder.rules.Severity;
import org.openjdk.jmc.flightrecorder.rules.TypedCollectionResult;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;

/** Connects that found no free source port, and how near the others came to that. */
public final class PortExhaustionRule extends TuplewatchRule {

  static final TypedResult<IQuantity> EXHAUSTED = Results.count("portExhaustion");
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
        Results.with(EXHAUSTED, PORTS, HELD, SHARE, DESTINATION, DESTINATIONS));
  }

  @Override
  IResult evaluate(ItemDiagnosis found, IPreferenceValueProvider preferences) {
    long exhausted =
        found.diagnosis().summary().apart().getOrDefault(AttemptResult.PORT_EXHAUSTION, 0L);
    List<PortsHeld> held = found.portsHeld();
    double share = held.isEmpty() ? 0 : held.get(0).share();
    double headroom = score(share, preferences, NOTE, WARNING);
    double score = exhausted > 0 ? Math.max(Severity.WARNING.getLimit(), headroom) : headroom;
    ResultBuilder result =
        scored(preferences, score).addResult(EXHAUSTED, Results.quantity(exhausted));
    addHeadroom(result, held);
    String heldOrNot = held.isEmpty() ? ".unknown" : ".held";
    return result
        .setSummary(Messages.get((exhausted > 0 ? "ports.exhausted" : "ports.free") + heldOrNot))
        .setExplanation(Messages.get(held.isEmpty() ? "ports.no.range" : "ports.explanation"))
        .setSolution(score >= Severity.INFO.getLimit() ? Messages.get("ports.solution") : null)
        .build();
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
