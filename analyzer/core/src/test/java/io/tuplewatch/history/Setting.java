package io.tuplewatch.history;

import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import io.tuplewatch.selection.algorithm.Sequential;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network and its load. Begin with {@link #quiet} and add trouble; every method changes and
 * returns this object. The fields are the scenario's true parameters.
 */
public final class Setting {

  public final long seed;
  public Duration duration = Duration.ofHours(1);
  public int destinations = 1;
  public int jvms = 1;
  public int callSites = 2;

  /** Connects per second to each destination, retries not counted. */
  public double rate = 2;

  /** Rate and time of a load that comes and goes: the rate is multiplied by 1 to this. */
  public double loadSwing = 1;

  /** In the last {@link #burst} of every {@link #burstPeriod} the load is so many times as high. */
  public double burstFactor = 1;

  public Duration burst = Duration.ZERO;
  public Duration burstPeriod = Duration.ofMinutes(5);

  /** So many SYNs may pass at once, then so many a second (a token bucket); infinite: all. */
  public double limit = Double.POSITIVE_INFINITY;

  public double limitPerSecond = Double.POSITIVE_INFINITY;

  public PortSpace space = new PortSpace(new PortRange(40_000, 44_095), PortSet.NONE);
  public SelectionAlgorithm algorithm = new Sequential();

  /** Whether the one JVM binds each connection to the port that it used least recently. */
  public boolean leastRecentlyUsed;

  /** Mean time a connection stays open; exponential. */
  public Duration meanOpen = Duration.ofMillis(200);

  /** Share of connections that the client closes first, which then wait 60 s in TIME_WAIT. */
  public double closedLocally;

  public Duration connectTimeout = Duration.ofSeconds(2);
  public @Nullable Firewall firewall;

  /** The first firewall lets everything pass before and after. */
  public Duration firewallFrom = Duration.ZERO;

  public Duration firewallTo = Duration.ofNanos(Long.MAX_VALUE);

  /** Behind the first, with sessions of its own. */
  public @Nullable Firewall secondFirewall;

  /** The firewall lets go of sessions whose time is up at multiples of this only; zero: at once. */
  public Duration sweep = Duration.ZERO;

  public final List<Trouble> troubles = new ArrayList<>();

  /** Chance that a SYN or its answer is lost, each time. */
  public double loss;

  /** Share of four-tuples whose path is dead, from {@link #badFrom} on. */
  public double badPaths;

  public Duration badFrom = Duration.ZERO;

  /** How often a failed attempt is tried again. */
  public int retries;

  public Duration retryAfter = Duration.ofMillis(500);

  /** Share of attempts that the application gives up at once. */
  public double quickCloses;

  /** Share of attempts made by processes that nobody records. */
  public double unseen;

  private Setting(long seed) {
    this.seed = seed;
  }

  /** An hour of 2 connects a second to one destination, 2,048 ports per pass, no trouble at all. */
  public static Setting quiet(long seed) {
    return new Setting(seed);
  }

  public Setting lasting(Duration time) {
    duration = time;
    return this;
  }

  public Setting to(int howManyDestinations) {
    destinations = howManyDestinations;
    return this;
  }

  public Setting from(int howManyJvms, int howManyCallSites) {
    jvms = howManyJvms;
    callSites = howManyCallSites;
    return this;
  }

  public Setting at(double connectsPerSecond) {
    rate = connectsPerSecond;
    return this;
  }

  /** The load swings up to that many times the rate and back, every ten minutes. */
  public Setting swinging(double factor) {
    loadSwing = factor;
    return this;
  }

  public Setting selecting(SelectionAlgorithm portSelection, PortSpace ports) {
    algorithm = portSelection;
    space = ports;
    return this;
  }

  public Setting open(Duration meanTime, double shareClosedLocally) {
    meanOpen = meanTime;
    closedLocally = shareClosedLocally;
    return this;
  }

  public Setting waiting(Duration timeout) {
    connectTimeout = timeout;
    return this;
  }

  public Setting behind(@Nullable Firewall theFirewall) {
    firewall = theFirewall;
    return this;
  }

  public Setting behind(Firewall theFirewall, Duration from, Duration to) {
    firewall = theFirewall;
    firewallFrom = from;
    firewallTo = to;
    return this;
  }

  public Setting andBehind(Firewall another) {
    secondFirewall = another;
    return this;
  }

  /** Every five minutes the load is so many times as high for that long. */
  public Setting bursting(double factor, Duration length) {
    burstFactor = factor;
    burst = length;
    return this;
  }

  public Setting limitedTo(double atOnce, double perSecond) {
    limit = atOnce;
    limitPerSecond = perSecond;
    return this;
  }

  public Setting sweptEvery(Duration period) {
    sweep = period;
    return this;
  }

  public Setting with(Trouble trouble) {
    troubles.add(trouble);
    return this;
  }

  public Setting losing(double chance) {
    loss = chance;
    return this;
  }

  public Setting badPaths(double share, Duration since) {
    badPaths = share;
    badFrom = since;
    return this;
  }

  public Setting retrying(int times, Duration after) {
    retries = times;
    retryAfter = after;
    return this;
  }

  public Setting givingUp(double share) {
    quickCloses = share;
    return this;
  }

  public Setting unseen(double share) {
    unseen = share;
    return this;
  }
}
