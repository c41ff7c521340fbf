package io.tuplewatch.history;

import io.tuplewatch.connection.AddressRealm;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.ConnectionLogBuilder;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Many hosts that connect to the same endpoints, their clocks up to three seconds wrong. Of some
 * hosts, or to some endpoints, a firewall keeps sessions beyond their close.
 */
public final class FleetHistory {

  /** Long enough for some reuses, and too short for others. */
  public static final Duration LIFETIME = Duration.ofMinutes(4);

  private static final PortSpace PORTS = new PortSpace(new PortRange(40_000, 41_023), PortSet.NONE);
  private static final long FIRST_JVM = 0xf1ee7000L;
  private static final long FIRST_NAMESPACE = 4_026_532_000L;
  private static final int SKEW_MILLIS = 3_000;
  private static final int HOSTS_OF_A_RACK = 25;
  private static final int RACK_BEHIND_FIREWALL = 200;
  private static final int ENDPOINTS = 3;

  /** Of one host to three endpoints, on average. */
  private static final double CONNECTS_PER_SECOND = 256 / 60.0;

  private final SplittableRandom random;
  private final Duration duration;
  private final List<FleetHost> hosts = new ArrayList<>();

  public FleetHistory(long seed, Duration duration) {
    this.random = new SplittableRandom(seed);
    this.duration = duration;
  }

  /** Firewalled or not, in the racks from this one on, 25 each: 10.1.RACK.x. */
  public FleetHistory hosts(int howMany, int rack, int endpoints, boolean firewalled) {
    for (int i = 0; i < howMany; i++) {
      add(rack + i / HOSTS_OF_A_RACK, i % HOSTS_OF_A_RACK)
          .plays(setting(endpoints, firewalled ? firewall() : null), 0);
    }
    return this;
  }

  /** Hosts of one rack: a firewall stands before the first endpoint alone. */
  public FleetHistory hostsToOneBadEndpoint(int howMany, int rack, int endpoints) {
    for (int i = 0; i < howMany; i++) {
      add(rack + i / HOSTS_OF_A_RACK, i % HOSTS_OF_A_RACK)
          .plays(setting(1, firewall()), 0)
          .plays(setting(endpoints - 1, null), 1);
    }
    return this;
  }

  private FleetHost add(int rack, int number) {
    FleetHost host = host(hosts.size(), rack, number);
    hosts.add(host);
    return host;
  }

  private FleetHost host(int index, int rack, int number) {
    return new FleetHost(
        FIRST_JVM + index,
        "node-" + rack + "-" + number,
        "boot-" + index,
        FIRST_NAMESPACE + index,
        "10.1." + rack + "." + (10 + number),
        Duration.ofMillis(random.nextInt(-SKEW_MILLIS, SKEW_MILLIS)));
  }

  private static Firewall firewall() {
    return new Firewall(LIFETIME, Firewall.Answer.DROP, 0.8, false);
  }

  /** Connects come in waves, so that ports rest for shorter and for longer than the lifetime. */
  private Setting setting(int endpoints, @Nullable Firewall firewall) {
    Setting setting =
        Setting.quiet(random.nextLong()).lasting(duration).to(endpoints).at(0.5).swinging(6);
    setting.space = PORTS;
    return setting.behind(firewall);
  }

  public List<FleetHost> hosts() {
    return hosts;
  }

  /** What all recordings together hold. */
  public ConnectionLog log(AddressRealm realm) {
    ConnectionLogBuilder builder = new ConnectionLogBuilder(realm);
    hosts.forEach(host -> builder.add(host.chunk()));
    return builder.build(List.of());
  }

  /** One .jfr file for each host, of so many chunks. */
  public List<Path> write(Path folder, int chunks) throws IOException {
    List<Path> files = new ArrayList<>();
    for (FleetHost host : hosts) {
      Path file = folder.resolve(host.hostName() + ".jfr");
      RecordingWriter.write(host.chunks(chunks), file);
      files.add(file);
    }
    return files;
  }

  /**
   * Writes recordings, for the bench.
   *
   * @param args folder, hosts in order, hosts behind a firewall, connects of each
   */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    int healthy = Integer.parseInt(args[1]);
    int firewalled = Integer.parseInt(args[2]);
    int connects = Integer.parseInt(args[3]);
    Duration duration = Duration.ofSeconds((long) (connects / CONNECTS_PER_SECOND));
    FleetHistory fleet = new FleetHistory(1, duration);
    for (int i = 0; i < healthy + firewalled; i++) {
      boolean bad = i >= healthy;
      int rack = bad ? RACK_BEHIND_FIREWALL : i / HOSTS_OF_A_RACK;
      FleetHost host =
          fleet
              .host(i, rack, i % HOSTS_OF_A_RACK)
              .plays(fleet.setting(ENDPOINTS, bad ? firewall() : null), 0);
      RecordingWriter.write(host.chunk(), folder.resolve(host.hostName() + ".jfr"));
    }
  }
}
