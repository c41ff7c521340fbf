package io.tuplewatch.report;

import io.tuplewatch.advice.Advice;
import io.tuplewatch.fleet.Fleet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first screen of many hosts: the same verdict, then a ranking instead of one destination. */
final class FleetScreen {

  private final Trouble trouble;
  private final Fleet fleet;

  FleetScreen(Trouble trouble, Fleet fleet) {
    this.trouble = trouble;
    this.fleet = fleet;
  }

  /** Equals {@link FirstScreen#of}. */
  FirstScreen screen(@Nullable Advice advice) {
    return new FirstScreen(
        trouble.where(),
        trouble.when(),
        trouble.who(),
        trouble.kind(),
        new ScreenVerdict(trouble).sentence(),
        explained(),
        new FleetTables(fleet, trouble.all()).tables(),
        new ScreenSteps(trouble, advice).inShort(),
        new ScreenTrust(trouble).inShort());
  }

  /** What failures have in common follows how many there are. */
  private List<String> explained() {
    List<String> sentences = new ArrayList<>(new ScreenExplanation(trouble).sentences());
    String shared = FleetWording.sentence(fleet);
    if (!shared.isEmpty()) {
      sentences.add(Math.min(1, sentences.size()), shared);
    }
    return sentences;
  }
}
