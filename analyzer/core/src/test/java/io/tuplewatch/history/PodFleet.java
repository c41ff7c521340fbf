package io.tuplewatch.history;

import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Writes the recordings of a fleet whose truth is known, for the bench: hosts with clocks of their
 * own, on each of them pods by twos, of which the second gets the address of the first. A firewall
 * that keeps sessions beyond their close stands before some of the hosts.
 */
final class PodFleet {

  private static final PortSpace PORTS = new PortSpace(new PortRange(40_000, 41_023), PortSet.NONE);
  private static final Duration LIFETIME = Duration.ofMinutes(4);
  private static final int SKEW_MILLIS = 3_000;
  private static final int ENDPOINTS = 12;
  private static final double RATE = 0.5;
  private static final int SWING = 6;

  /** Of one pod, on average, at that rate and swing. */
  private static final double CONNECTS_PER_SECOND = ENDPOINTS * 256 / 180.0;

  private final Path folder;
  private final int pods;
  private final int firewalled;
  private final Duration halfTime;

  private PodFleet(Path folder, int pods, int firewalled, int connects) {
    this.folder = folder;
    this.pods = pods;
    this.firewalled = firewalled;
    this.halfTime = Duration.ofMillis((long) (1000 * connects / CONNECTS_PER_SECOND));
  }

  /**
   * Writes the recordings below a folder, and beside it, as {@code truth.csv}, how many connects of
   * each host the firewall stopped.
   *
   * @param args folder, hosts, pods of each (an even number), hosts behind the firewall, connects
   *     of each pod
   */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    int hosts = Integer.parseInt(args[1]);
    PodFleet fleet =
        new PodFleet(
            folder,
            Integer.parseInt(args[2]),
            Integer.parseInt(args[3]),
            Integer.parseInt(args[4]));
    List<String> truth = IntStream.range(0, hosts).parallel().mapToObj(fleet::write).toList();
    Files.write(folder.resolveSibling("truth.csv"), truth);
  }

  /** One host; returns its line of the truth. */
  private String write(int host) {
    SplittableRandom random = new SplittableRandom(host);
    Duration skew = Duration.ofMillis(random.nextInt(-SKEW_MILLIS, SKEW_MILLIS));
    long stopped = 0;
    for (int pair = 0; pair < pods / 2; pair++) {
      LabelledHistory history = HistoryGenerator.play(setting(random.nextLong(), host));
      stopped += history.causes(TrueCause.FIREWALL);
      write(pod(host, 2 * pair, skew, history), Duration.ZERO, halfTime);
      write(pod(host, 2 * pair + 1, skew, history), halfTime, halfTime.multipliedBy(3));
    }
    return hostName(host) + "," + stopped;
  }

  private Setting setting(long seed, int host) {
    Setting setting =
        Setting.quiet(seed)
            .lasting(halfTime.multipliedBy(2))
            .to(ENDPOINTS)
            .at(RATE)
            .swinging(SWING);
    setting.space = PORTS;
    return host < firewalled
        ? setting.behind(new Firewall(LIFETIME, Firewall.Answer.DROP, 0.8, false))
        : setting;
  }

  private static String hostName(int host) {
    return "host-" + host;
  }

  private FleetHost pod(int host, int pod, Duration skew, LabelledHistory history) {
    long number = (long) host * pods + pod;
    return new FleetHost(
        0xb0d00000L + number,
        hostName(host),
        "boot-" + host,
        4_026_533_000L + number,
        "10.2." + host + "." + (10 + pod / 2),
        skew,
        List.of(new FleetHost.Part(history, 0)));
  }

  private void write(FleetHost pod, Duration from, Duration to) {
    Path file = folder.resolve(pod.hostName() + "-" + Long.toHexString(pod.jvmId()) + ".jfr");
    try {
      RecordingWriter.write(pod.chunkBetween(from, to), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
