package io.tuplewatch.report;

import io.tuplewatch.advice.Advice;
import io.tuplewatch.advice.CallSite;
import io.tuplewatch.advice.Item;
import io.tuplewatch.advice.PortRest;
import io.tuplewatch.advice.Remedy;
import io.tuplewatch.selection.replay.Prediction;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Remedies in words: what to do, with which setting or line of code, at what price. */
public final class AdviceWording {

  /** Counts a day below this have a decimal. */
  private static final double FEW = 10;

  private AdviceWording() {}

  /** Whether there is advice, and why not, in a sentence. */
  public static String standing(Advice advice) {
    return switch (advice.standing()) {
      case NO_REUSE_TROUBLE ->
          "Nothing about source ports: of no destination is it clear that early reuses fail more"
              + " often than its other connects.";
      case LOAD_NOT_KNOWN ->
          "No number can be given: the recordings do not hold every connect, or not the sysctls.";
      case NOT_REPRODUCED ->
          "No number can be given: the model has "
              + between(advice.asRecorded())
              + " failed early reuses where "
              + Wording.count(advice.failedEarlyReuses())
              + " were recorded.";
      case GIVEN ->
          Wording.count(advice.failedEarlyReuses(), "failed early reuse")
              + " in "
              + Wording.span(advice.recordedNanos())
              + ", "
              + count((double) advice.failedEarlyReuses() * advice.toDay())
              + " a day at this rate, of "
              + Wording.count(advice.destinations(), "destination")
              + (advice.destinationsLeftOut() > 0
                  ? " (" + Wording.count(advice.destinationsLeftOut()) + " more left out)"
                  : "")
              + (advice.items().isEmpty()
                  ? ". Nothing that was tried helps by more than its interval."
                  : ". Expected effects, with 95 % intervals, are those of the same load.");
    };
  }

  private static String between(@Nullable Prediction prediction) {
    return prediction == null
        ? "other"
        : count(prediction.low()) + " to " + count(prediction.high());
  }

  /** What one step would have been, in fewer words still. */
  static String inShort(Item item) {
    return switch (item.remedies().get(0)) {
      case LEAST_RECENTLY_USED -> "ports used least recently (docs/remedies.md)";
      case TW_REUSE_OFF -> "tcp_tw_reuse 0";
      case WIDER_RANGE -> "ports 10000 to 65535";
      case NO_RESERVED_PORTS -> "no reserved ports in the range";
      case RANDOM_RETRY -> "ip_retry_random_port 1";
      case RANDOM_STEP -> "ip_local_port_step_width 65535";
      case LONGER_LIFETIME -> "connections kept 30 min in a pool";
      case FEWER_CONNECTS -> "half as many connects";
      case CLIENT_CLOSES -> "the client closing first";
      case SOURCE_ADDRESSES -> "4 source addresses";
      case DEVICE_TIMER -> "a shorter timer on the device";
    };
  }

  /** What to do, in a few words. */
  public static String what(Remedy remedy) {
    return switch (remedy) {
      case LEAST_RECENTLY_USED -> "take the source port that was used least recently";
      case TW_REUSE_OFF -> "leave closed connections in TIME_WAIT";
      case WIDER_RANGE -> "use a larger range of source ports";
      case NO_RESERVED_PORTS -> "reserve no ports within the range";
      case RANDOM_RETRY -> "step over reserved ports at random";
      case RANDOM_STEP -> "step over unavailable ports by random steps";
      case LONGER_LIFETIME -> "keep connections for 30 minutes, in a pool";
      case FEWER_CONNECTS -> "connect half as often";
      case CLIENT_CLOSES -> "let the client close first";
      case SOURCE_ADDRESSES -> "connect from four local addresses in turn";
      case DEVICE_TIMER -> "let the device forget closed sessions sooner";
    };
  }

  /** The exact setting or line of code. */
  public static String how(Remedy remedy, Advice advice) {
    return switch (remedy) {
      case LEAST_RECENTLY_USED ->
          "samples/lru-ports: a javax.net.SocketFactory; with pgjdbc"
              + " socketFactory=io.tuplewatch.lruports.LruSocketFactory in the URL";
      case TW_REUSE_OFF -> "sysctl -w net.ipv4.tcp_tw_reuse=0";
      case WIDER_RANGE -> "sysctl -w net.ipv4.ip_local_port_range=\"10000 65535\"";
      case NO_RESERVED_PORTS -> "sysctl -w net.ipv4.ip_local_reserved_ports=";
      case RANDOM_RETRY -> "sysctl -w net.ipv4.ip_retry_random_port=1";
      case RANDOM_STEP -> "sysctl -w net.ipv4.ip_local_port_step_width=65535";
      case LONGER_LIFETIME -> "with HikariCP maxLifetime=1800000" + busiestLine(advice);
      case FEWER_CONNECTS -> "keep-alive, or a pool" + busiestLine(advice);
      case CLIENT_CLOSES -> "close the socket before the server's idle timeout does";
      case SOURCE_ADDRESSES -> "ip address add ...; bind each socket to the next one, port 0";
      case DEVICE_TIMER -> "tuplewatch letter says what to ask for: " + timer(advice);
    };
  }

  private static String timer(Advice advice) {
    PortRest rest = advice.rest();
    return rest == null
        ? "a twelfth of the time"
        : "at most " + Wording.span(rest.keptNanos() / 12) + " after the close";
  }

  private static String busiestLine(Advice advice) {
    CallSite first = advice.callSites().isEmpty() ? null : advice.callSites().get(0);
    return first == null || first.line() == null ? "" : ", at " + SafeText.of(first.line());
  }

  /** What it costs. */
  public static String price(Remedy remedy) {
    return switch (remedy) {
      case LEAST_RECENTLY_USED ->
          "some 4 us a connect; programs without it cannot share the ports that it holds";
      case TW_REUSE_OFF -> "more ports in TIME_WAIT";
      case WIDER_RANGE -> "the ports of services within it have to be reserved";
      case NO_RESERVED_PORTS -> "services can find their ports taken";
      case RANDOM_RETRY, RANDOM_STEP -> "a kernel that has it";
      case LONGER_LIFETIME -> "open connections here and at the server";
      case FEWER_CONNECTS -> "a change of the application";
      case CLIENT_CLOSES -> "a port rests 60 s in TIME_WAIT here";
      case SOURCE_ADDRESSES -> "addresses, and rules that let them pass";
      case DEVICE_TIMER -> "a change of others' device";
    };
  }

  /** Who can do it. */
  public static String who(Remedy remedy) {
    return switch (remedy.who()) {
      case APPLICATION -> "application";
      case HOST -> "host";
      case NETWORK -> "network team";
    };
  }

  /** "7,512 (7,100 to 7,900)" a day. */
  public static String aDay(Prediction prediction, Advice advice) {
    double day = advice.toDay();
    String interval =
        Double.isInfinite(prediction.low())
            ? "interval not known"
            : count(prediction.low() * day) + " to " + count(prediction.high() * day);
    return count(prediction.median() * day) + " (" + interval + ")";
  }

  static String count(double count) {
    return Math.abs(count) < FEW && Math.abs(count) >= .05
        ? String.format(Locale.ROOT, "%.1f", count)
        : Wording.count(Math.round(count));
  }
}
