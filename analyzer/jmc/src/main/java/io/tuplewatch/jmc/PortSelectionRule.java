package io.tuplewatch.jmc;

import io.tuplewatch.events.SocketConnect;
import io.tuplewatch.report.SafeText;
import io.tuplewatch.report.TupleText;
import io.tuplewatch.report.VerdictWording;
import io.tuplewatch.report.Wording;
import io.tuplewatch.selection.check.Agreement;
import io.tuplewatch.selection.check.DestinationCheck;
import io.tuplewatch.selection.check.PooledCheck;
import io.tuplewatch.selection.check.SelectionCheck;
import java.util.List;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.ResultBuilder;
import org.openjdk.jmc.flightrecorder.rules.Severity;
import org.openjdk.jmc.flightrecorder.rules.TypedCollectionResult;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;

/** Which algorithm selected the source ports, and which ports are hot. */
public final class PortSelectionRule extends TuplewatchRule {

  static final TypedResult<String> ALGORITHM = Results.text("algorithm");
  static final TypedResult<IQuantity> HOT = Results.count("hotPorts");
  static final TypedCollectionResult<String> NAMESPACES = Results.lines("namespaces");
  static final TypedCollectionResult<String> HOT_PORTS = Results.lines("hotPortList");

  public PortSelectionRule() {
    super(
        "TuplewatchPortSelection",
        SocketConnect.NAME,
        List.of(),
        Results.with(ALGORITHM, HOT, NAMESPACES, HOT_PORTS));
  }

  @Override
  IResult evaluate(ItemDiagnosis found, IPreferenceValueProvider preferences)
      throws InterruptedException {
    if (!found.everyUseWritten()) {
      return notApplicable(preferences, "selection.declined");
    }
    SelectionCheck check = found.selection();
    if (check.pooled().isEmpty()) {
      return notApplicable(preferences, "selection.none");
    }
    List<String> hot = check.destinations().stream().flatMap(d -> hotPorts(d).stream()).toList();
    boolean contradicted =
        check.pooled().stream().anyMatch(group -> group.agreement() == Agreement.NO);
    ResultBuilder result =
        scored(preferences, contradicted || !hot.isEmpty() ? Severity.INFO.getLimit() : 0)
            .addResult(ALGORITHM, VerdictWording.of(check.pooled().get(0).verdict()))
            .addResult(HOT, Results.quantity(hot.size()))
            .addResult(HOT_PORTS, Results.untrusted(hot))
            .addResult(
                NAMESPACES,
                Results.untrusted(check.pooled().stream().map(PortSelectionRule::line).toList()));
    return result
        .setSummary(Messages.get(contradicted ? "selection.contradicted" : "selection.summary"))
        .setExplanation(Messages.get(hot.isEmpty() ? "selection.alike" : "selection.hot"))
        .setSolution(hot.isEmpty() ? null : Messages.get("selection.solution"))
        .build();
  }

  private static List<String> hotPorts(DestinationCheck check) {
    String destination =
        TupleText.destination(
            check.key().localAddress(), check.key().remoteAddress(), check.key().remotePort());
    return check.features().hotPorts().stream()
        .map(
            hot ->
                destination
                    + ": "
                    + hot.port()
                    + ", "
                    + Wording.count(hot.uses(), "connect")
                    + ", behind "
                    + hot.block())
        .toList();
  }

  private static String line(PooledCheck group) {
    return SafeText.of(group.realm(), 50)
        + ", "
        + Wording.count(group.destinations(), "destination")
        + ": "
        + VerdictWording.of(group.verdict());
  }
}
