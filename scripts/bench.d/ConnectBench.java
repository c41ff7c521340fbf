import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a connect + close costs in JVMs that differ in one thing: {@code FILE FORKS ROUNDS}. Each
 * line of the file is a variant: its name, frames below the connect, then the JVM's command line, of
 * single words; the first is the baseline.
 *
 * <p>The JVMs of a fork live side by side, warmed up until their batches no longer get faster, and
 * then take turns: each round has one batch of each, so what the machine does meanwhile hits all
 * alike, and differences are taken within a round. Connections are accepted here, between batches,
 * so that nothing else runs while one is measured.
 */
public final class ConnectBench {

  private static final int BATCH = 1000;
  private static final int LEAST_WARM_UP = 40;
  private static final int MOST_WARM_UP = 200;
  private static final int WINDOW = 10;

  private final ServerSocketChannel server;
  private final List<Variant> variants = new ArrayList<>();

  private ConnectBench() throws IOException {
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
    server.configureBlocking(false);
  }

  public static void main(String[] args) throws IOException {
    ConnectBench bench = new ConnectBench();
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      bench.variants.add(new Variant(line.split(" ")));
    }
    for (int fork = Integer.parseInt(args[1]); fork > 0; fork--) {
      bench.fork(Integer.parseInt(args[2]));
    }
    bench.print();
  }

  private void fork(int rounds) throws IOException {
    List<Worker> workers = new ArrayList<>();
    try {
      for (Variant variant : variants) {
        workers.add(new Worker(variant, ((InetSocketAddress) server.getLocalAddress()).getPort()));
      }
      for (Worker worker : workers) {
        warmUp(worker);
      }
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < workers.size(); i++) {
          Worker worker = workers.get((round + i) % workers.size());
          worker.variant.runs.add(batch(worker));
        }
      }
    } finally {
      for (Worker worker : workers) {
        worker.end();
      }
    }
  }

  /** Until the median of ten batches is not 2 % below that of the ten before. */
  private void warmUp(Worker worker) throws IOException {
    double[] wall = new double[MOST_WARM_UP];
    for (int i = 0; i < MOST_WARM_UP; i++) {
      wall[i] = batch(worker)[0];
      if (i >= LEAST_WARM_UP
          && median(wall, i - WINDOW + 1) > 0.98 * median(wall, i - 2 * WINDOW + 1)) {
        return;
      }
    }
  }

  private static double median(double[] values, int from) {
    double[] window = Arrays.copyOfRange(values, from, from + WINDOW);
    Arrays.sort(window);
    return window[WINDOW / 2];
  }

  private double[] batch(Worker worker) throws IOException {
    double[] measured = worker.run(BATCH);
    for (SocketChannel s = server.accept(); s != null; s = server.accept()) {
      s.close();
    }
    return measured;
  }

  private void print() {
    System.out.printf(
        "%-34s %8s %8s %28s %28s %8s%n",
        "variant", "us", "CPU us", "us more (95 % interval)", "CPU us more", "bytes");
    List<double[]> baseline = variants.get(0).runs;
    for (Variant variant : variants) {
      System.out.printf(
          Locale.ROOT,
          "%-34s %8.2f %8.2f %28s %28s %8.0f%n",
          variant.name,
          sorted(variant.runs, 0)[variant.runs.size() / 2] / 1000,
          sorted(variant.runs, 1)[variant.runs.size() / 2] / 1000,
          more(variant.runs, baseline, 0),
          more(variant.runs, baseline, 1),
          sorted(differences(variant.runs, baseline), 2)[baseline.size() / 2]);
    }
  }

  /** Order statistics hold the median with 95 % (normal approximation of the binomial). */
  private static String more(List<double[]> runs, List<double[]> baseline, int column) {
    double[] more = sorted(differences(runs, baseline), column);
    int half = (int) Math.ceil(0.98 * Math.sqrt(more.length));
    int middle = more.length / 2;
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f to %.2f)",
        more[middle] / 1000,
        more[Math.max(0, middle - half)] / 1000,
        more[Math.min(more.length - 1, middle + half)] / 1000);
  }

  private static List<double[]> differences(List<double[]> runs, List<double[]> baseline) {
    List<double[]> differences = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      double[] difference = runs.get(i).clone();
      for (int column = 0; column < difference.length; column++) {
        difference[column] -= baseline.get(i)[column];
      }
      differences.add(difference);
    }
    return differences;
  }

  private static double[] sorted(List<double[]> runs, int column) {
    return runs.stream().mapToDouble(run -> run[column]).sorted().toArray();
  }

  private static final class Variant {
    final String name;
    final String frames;
    final List<String> command;
    final List<double[]> runs = new ArrayList<>();

    Variant(String[] words) {
      name = words[0];
      frames = words[1];
      command = Arrays.asList(words).subList(2, words.length);
    }
  }

  private static final class Worker {
    final Variant variant;
    private final Process process;
    private final PrintStream in;
    private final BufferedReader out;

    Worker(Variant variant, int port) throws IOException {
      this.variant = variant;
      List<String> command = new ArrayList<>(variant.command);
      command.add("ConnectWorker");
      command.add(String.valueOf(port));
      command.add(variant.frames);
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      in = new PrintStream(process.getOutputStream(), true);
      out = new BufferedReader(new InputStreamReader(process.getInputStream()));
    }

    /** JFR says on standard output that it has started. */
    double[] run(int count) throws IOException {
      in.println(count);
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.matches("-?\\d+ -?\\d+ -?\\d+")) {
          return Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
        }
      }
      throw new IOException("the JVM of " + variant.name + " ended");
    }

    void end() {
      in.close();
      process.destroy();
    }
  }
}
