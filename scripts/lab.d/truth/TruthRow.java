import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * A row of what {@link Truth} prints.
 *
 * @param time of the first SYN, ns since the epoch
 * @param idle ns; -1 = the tuple was not used before
 */
record TruthRow(
    long time,
    String remote,
    int localPort,
    boolean failed,
    long idle,
    boolean early,
    boolean failedEarlyReuse,
    int blockedSyns,
    long previousLateness) {

  static List<TruthRow> read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.get(0).equals(Truth.HEADER)) {
      throw new IOException(file + " is not a truth");
    }
    return lines.stream().skip(1).map(line -> of(line.split(","))).toList();
  }

  /**
   * The use whose SYN went out during the attempt; of two, the nearer to its start. Null if there
   * is none.
   */
  static TruthRow of(Analysis.Reuse reuse, List<TruthRow> truth) {
    return truth.stream()
        .filter(row -> row.localPort() == reuse.localPort() && row.remote().equals(reuse.remote()))
        .filter(row -> row.time() - reuse.start() > -Compare.TOLERANCE)
        .filter(row -> row.time() - reuse.start() < reuse.attempt() + Compare.TOLERANCE)
        .min(Comparator.comparingLong(row -> Math.abs(row.time() - reuse.start())))
        .orElse(null);
  }

  private static TruthRow of(String[] fields) {
    return new TruthRow(
        Long.parseLong(fields[0]),
        fields[3] + ":" + fields[4],
        Integer.parseInt(fields[2]),
        !fields[5].equals(TupleTruth.Outcome.WORKED.name()),
        Long.parseLong(fields[6]),
        Boolean.parseBoolean(fields[7]),
        Boolean.parseBoolean(fields[8]),
        Integer.parseInt(fields[9]),
        Long.parseLong(fields[10]));
  }
}
