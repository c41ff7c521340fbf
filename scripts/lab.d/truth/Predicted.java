import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code Predicted ANALYSIS SEEN}: how many failed early reuses the advice expects the ports used
 * least recently to leave in the recorded time, and whether SEEN lies in the interval. Exit code 0: it
 * does; 1: it does not, or nothing was predicted.
 */
final class Predicted {

  private static final double DAY_MILLIS = 86_400_000;

  private Predicted() {}

  public static void main(String[] args) throws IOException {
    double seen = Double.parseDouble(args[1]);
    Map<String, Object> advice = advice(Path.of(args[0]));
    double share = number(advice, "recordedMs") / DAY_MILLIS;
    for (Map<String, Object> item : items(advice)) {
      if (remedies(item).equals(List.of("LEAST_RECENTLY_USED"))) {
        Map<String, Object> left = Analysis.object(item.get("leftPerDay"));
        double low = number(left, "low") * share;
        double high = number(left, "high") * share;
        boolean within = seen > low - .5 && seen < high + .5;
        System.out.printf(
            "%.0f (%.0f to %.0f)  %s%n", number(left, "median") * share, low, high, within ? "within" : "NOT WITHIN");
        System.exit(within ? 0 : 1);
      }
    }
    System.out.println("nothing predicted: " + advice.get("standing"));
    System.exit(1);
  }

  private static Map<String, Object> advice(Path file) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
      parser.nextToken();
      return Analysis.object(Analysis.object(Analysis.value(parser)).get("advice"));
    }
  }

  private static List<Map<String, Object>> items(Map<String, Object> advice) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (String list : List.of("items", "withoutEffect")) {
      Analysis.list(advice.get(list)).forEach(item -> items.add(Analysis.object(item)));
    }
    return items;
  }

  private static List<Object> remedies(Map<String, Object> item) {
    return Analysis.list(item.get("remedies")).stream()
        .map(remedy -> Analysis.object(remedy).get("remedy"))
        .toList();
  }

  private static double number(Map<String, Object> json, String name) {
    return ((Number) json.get(name)).doubleValue();
  }
}
