package io.tuplewatch.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The table of what each part of the models buys, from what {@link Ablation} printed: a row for
 * each part that was turned off. A change is given with its standard error, by pairs of equal
 * networks.
 */
final class AblationTable {

  private final Map<String, AblationFigures> networks = new LinkedHashMap<>();

  /** The same networks, recorded from their midst on: uses whose past is not known. */
  private final Map<String, AblationFigures> pastUnknown = new LinkedHashMap<>();

  private final Map<String, String> recordings = new LinkedHashMap<>();

  private AblationTable(Path file) throws IOException {
    for (String line : Files.readAllLines(file)) {
      String[] fields = line.split("\t", -1);
      if (fields[0].equals("network")) {
        (fields[1].startsWith(Ablation.PAST_UNKNOWN) ? pastUnknown : networks)
            .put(fields[1], AblationFigures.parse(fields[2]));
      } else if (fields[0].equals("recording")) {
        recordings.put(fields[1], fields[2]);
      }
    }
  }

  /** {@code FILE...}: that of all parts first; each is named as the part that is turned off. */
  public static void main(String[] files) throws IOException {
    AblationTable all = new AblationTable(Path.of(files[0]));
    System.out.printf(
        "%d networks, %d failures%n%n", all.networks.size(), sum(all.networks).failures);
    System.out.println(
        "| turned off | early reuse | down | refused | no answer | wrong names | missed |"
            + " Brier's score of reuse, x 10^4 | sure without a firewall | lifetimes held |"
            + " claimed without | recordings: other names | past unknown: wrong | missed |"
            + " Brier, x 10^4 |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    for (String file : files) {
      new AblationTable(Path.of(file)).print(Path.of(file).getFileName().toString(), all);
    }
  }

  private static AblationFigures sum(Map<String, AblationFigures> networks) {
    AblationFigures sum = new AblationFigures();
    networks.values().forEach(sum::add);
    return sum;
  }

  private void print(String name, AblationTable all) {
    AblationFigures sum = sum(networks);
    StringBuilder row = new StringBuilder("| ").append(name).append(" |");
    for (int cause = 0; cause < AblationFigures.CAUSES; cause++) {
      row.append(
          String.format(
              Locale.ROOT,
              " %.4f / %.4f |",
              (double) sum.right[cause] / sum.named[cause],
              (double) sum.right[cause] / sum.were[cause]));
    }
    row.append(changes(networks, all.networks))
        .append(" " + sum.sureWithout + " | " + sum.held + " of " + sum.lifetimes + " | ")
        .append(sum.claimed + " | " + otherNames(all) + " |")
        .append(changes(pastUnknown, all.pastUnknown));
    System.out.println(row);
  }

  /** Wrong names, failures that were missed, and Brier's score, each with what changes. */
  private static String changes(
      Map<String, AblationFigures> networks, Map<String, AblationFigures> before) {
    double toScore = 1e4 / Math.max(1, sum(networks).failures);
    return change(networks, before, AblationFigures::wrong, 1, "%.0f")
        + change(networks, before, AblationFigures::missed, 1, "%.0f")
        + change(networks, before, AblationFigures::brier, toScore, "%.2f");
  }

  /** The sum of a value, and how much it is more than with all parts. */
  private static String change(
      Map<String, AblationFigures> networks,
      Map<String, AblationFigures> before,
      ToDoubleFunction<AblationFigures> value,
      double unit,
      String format) {
    double sum = 0;
    double more = 0;
    double squares = 0;
    for (Map.Entry<String, AblationFigures> network : networks.entrySet()) {
      double here = value.applyAsDouble(network.getValue());
      double change = here - value.applyAsDouble(before.get(network.getKey()));
      sum += here;
      more += change;
      squares += change * change;
    }
    String told = String.format(Locale.ROOT, " " + format, unit * sum);
    if (squares == 0) {
      return told + " |";
    }
    double error = Math.sqrt(squares - more * more / networks.size());
    return told + String.format(Locale.ROOT, " (%+.2f ± %.2f) |", unit * more, unit * error);
  }

  /** Failures of the recordings that have another name than with all parts. */
  private int otherNames(AblationTable all) {
    int others = 0;
    for (Map.Entry<String, String> recording : recordings.entrySet()) {
      String[] before = all.recordings.get(recording.getKey()).split(" ", -1);
      String[] here = recording.getValue().split(" ", -1);
      for (int i = 0; i < before.length; i++) {
        others += before[i].equals(here[i]) ? 0 : 1;
      }
    }
    return others;
  }
}
