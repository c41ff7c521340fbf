package io.tuplewatch.selection.simulation;

import io.tuplewatch.selection.ConnectionEnd;
import io.tuplewatch.selection.Draws;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.ReferenceDraws;
import io.tuplewatch.selection.algorithm.ReferenceModel;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The oracle of {@link Simulation}: every connect in turn, every four-tuple's history in a list
 * that is searched from its start. It shares the streams of draws and the hash, nothing else.
 */
final class ReferenceSimulation {

  private record Use(int destination, int port, long closes, long free) {}

  final Map<Integer, Integer> uses = new HashMap<>();
  long retries;
  int longest;
  int failures;
  int earlyReuses;

  ReferenceSimulation(Scenario scenario, SelectionAlgorithm algorithm, long seed, long... times) {
    PortSpace space = scenario.space();
    SelectionDraws draws = new SelectionDraws(seed);
    long number = 0;
    Draws destinationDraws = Draws.of(seed, "destinations");
    Draws hashes = Draws.of(seed, "hashes");
    long[] secrets = new long[scenario.destinations()];
    for (int i = 0; i < secrets.length; i++) {
      secrets[i] = hashes.next();
    }
    Map<Integer, Long> table = new HashMap<>();
    List<Use> history = new ArrayList<>();
    for (long now : times) {
      int destination = secrets.length == 1 ? 0 : destinationDraws.below(secrets.length);
      ReferenceModel model = new ReferenceModel(space, algorithm.name());
      for (Use use : history) {
        if (use.destination == destination && use.free > now) {
          model.makeUnavailable(use.port);
        }
      }
      long hash = Draws.mix(secrets[destination] + now / 10_000_000_000L);
      int slot = (int) (hash & 0xFFFF);
      long sum = (table.getOrDefault(slot, 0L) + (hash >>> 32)) % (1L << 32);
      boolean found =
          model.select(
              model.offset(sum),
              new ReferenceDraws(model, space, algorithm).of(draws.search(number)));
      int eighth = draws.move(number++);
      retries += model.refused;
      longest = Math.max(longest, model.refused);
      if (!found) {
        failures++;
        continue;
      }
      table.merge(slot, (long) model.increment(eighth), Long::sum);
      uses.merge(model.port, 1, Integer::sum);
      earlyReuses += isEarly(history, destination, model.port, now, scenario) ? 1 : 0;
      long closes = now + scenario.end().lifetime().toNanos();
      history.add(new Use(destination, model.port, closes, closes + held(scenario.end())));
    }
  }

  private static boolean isEarly(
      List<Use> history, int destination, int port, long now, Scenario scenario) {
    boolean early = false;
    for (Use use : history) {
      if (use.destination == destination && use.port == port) {
        early = now - use.closes < scenario.firewallTimeout().toNanos();
      }
    }
    return early;
  }

  private static long held(ConnectionEnd end) {
    if (!end.closedLocally()) {
      return 0;
    }
    boolean takeover = end.takeoverAfter().compareTo(end.timeWait()) < 0;
    return takeover ? end.takeoverAfter().toNanos() + 1 : end.timeWait().toNanos();
  }
}
