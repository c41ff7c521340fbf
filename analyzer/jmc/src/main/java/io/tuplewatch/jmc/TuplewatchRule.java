package io.tuplewatch.jmc;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.common.util.TypedPreference;
import org.openjdk.jmc.flightrecorder.rules.AbstractRule;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.IResultValueProvider;
import org.openjdk.jmc.flightrecorder.rules.ResultBuilder;
import org.openjdk.jmc.flightrecorder.rules.Severity;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;
import org.openjdk.jmc.flightrecorder.rules.util.JfrRuleTopics;
import org.openjdk.jmc.flightrecorder.rules.util.RulesToolkit;
import org.openjdk.jmc.flightrecorder.rules.util.RulesToolkit.EventAvailability;

/**
 * A rule that says one part of the diagnosis. It keeps nothing between evaluations. Its name is
 * {@code rule.ID} in the bundle.
 */
abstract class TuplewatchRule extends AbstractRule {

  private static final double HIGHEST = 100;

  /**
   * @param id names the rule, and its texts
   * @param event without which there is nothing to say
   * @param preferences besides the firewall's timeout
   */
  TuplewatchRule(
      String id,
      String event,
      List<TypedPreference<?>> preferences,
      Collection<TypedResult<?>> results) {
    super(
        id,
        Messages.get("rule." + id),
        JfrRuleTopics.SOCKET_IO,
        Stream.concat(Stream.of(Preferences.FIREWALL_TIMEOUT), preferences.stream()).toList(),
        results,
        Map.of(event, EventAvailability.AVAILABLE));
  }

  /** Whatever the items hold there is a result: a rule that throws says nothing to anybody. */
  @Override
  protected final IResult getResult(
      IItemCollection items, IPreferenceValueProvider preferences, IResultValueProvider others) {
    try {
      ItemDiagnosis found = SharedDiagnosis.of(items, Preferences.firewallTimeout(preferences));
      return found.isEmpty()
          ? notApplicable(preferences, "no.events")
          : evaluate(found, preferences);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return notApplicable(preferences, "interrupted");
    } catch (OutOfMemoryError e) {
      return notApplicable(preferences, "out.of.memory");
    } catch (RuntimeException e) {
      String text = Messages.get("failed").formatted(Results.untrusted(e.toString()));
      return RulesToolkit.getNotApplicableResult(this, preferences, text);
    }
  }

  /**
   * The rule's part of what was found.
   *
   * @throws InterruptedException if the calling thread is
   */
  abstract IResult evaluate(ItemDiagnosis found, IPreferenceValueProvider preferences)
      throws InterruptedException;

  final IResult notApplicable(IPreferenceValueProvider preferences, String key) {
    return RulesToolkit.getNotApplicableResult(this, preferences, Messages.get(key));
  }

  /** A result with its score and the severity that goes with it. */
  final ResultBuilder scored(IPreferenceValueProvider preferences, double score) {
    double within = Math.max(Severity.OK.getLimit(), Math.min(HIGHEST, score));
    return ResultBuilder.createFor(this, preferences)
        .setSeverity(Severity.get(within))
        .addResult(TypedResult.SCORE, Results.quantity(within));
  }

  /** How a share stands to the two shares from which it is worth a note, and a warning. */
  static double score(
      double share,
      IPreferenceValueProvider preferences,
      TypedPreference<IQuantity> note,
      TypedPreference<IQuantity> warning) {
    double from = Preferences.share(preferences, note);
    double to = Preferences.share(preferences, warning);
    return share <= 0 ? 0 : RulesToolkit.mapExp100(share, from, Math.max(to, Math.nextUp(from)));
  }
}
