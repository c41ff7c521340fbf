package io.tuplewatch.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.evidence.search.TimeoutSearch;
import io.tuplewatch.history.Attempt;
import io.tuplewatch.history.Firewall;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.LabelledHistory;
import io.tuplewatch.history.PlayedPackets;
import io.tuplewatch.history.Setting;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.RandomRetry;
import io.tuplewatch.witness.LogEvidence.Blocked;
import io.tuplewatch.witness.firewalllog.LogReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs of every vendor about histories whose truth is known, joined with their recordings. */
class LogEvidenceTest {

  private static final Instant START =
      Instant.ofEpochSecond(0, LabelledHistory.wallTime(Duration.ZERO));
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final String CLIENT = "10.0.0.5";
  private static final String OTHER_CLIENT = "10.0.0.77";

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void everyBlockedSynIsMatchedAtEverySkewAndNoneWrongly(DeviceLog device) throws Exception {
    LabelledHistory history = history(1);
    ClassifiedUses uses = uses(history);
    for (long skew : new long[] {-5_000, -1_000, 0, 2_300, 5_000}) {
      List<String> lines = lines(history, device, Duration.ofMillis(skew), CLIENT);

      LogEvidence evidence = read(uses, lines, BERLIN);

      assertThat(differences(history, uses, evidence)).as("%s, skew %d ms", device, skew).isEmpty();
      assertThat(evidence.unmatched()).isZero();
      assertThat(skew * 1_000_000).isBetween(evidence.skewLowNanos(), evidence.skewHighNanos());
    }
  }

  @ParameterizedTest
  @EnumSource
  void linesOfAnotherClientOnTheSamePortsAreNotTaken(DeviceLog device) throws Exception {
    LabelledHistory history = history(2);
    ClassifiedUses uses = uses(history);
    Duration skew = Duration.ofMillis(1_200);
    List<String> lines = lines(history, device, skew, CLIENT);
    List<String> others =
        linesOfEach(3, history, one -> one.start() + skew.toNanos(), device, OTHER_CLIENT);
    lines.addAll(others);

    LogEvidence evidence = read(uses, lines, BERLIN);

    assertThat(differences(history, uses, evidence)).isEmpty();
    assertThat(evidence.unmatched()).isEqualTo(others.size());
  }

  @Test
  void linesOfMinutesBeforeAndAfterAreOfNoConnect() throws Exception {
    LabelledHistory history = history(3);
    ClassifiedUses uses = uses(history);
    List<String> lines = lines(history, DeviceLog.NETFILTER, Duration.ZERO, CLIENT);
    SplittableRandom random = new SplittableRandom(3);
    ToLongFunction<Attempt> before =
        one -> one.start() - random.nextLong(15_000_000_000L, 40_000_000_000L);
    List<String> strangers = linesOfEach(5, history, before, DeviceLog.NETFILTER, CLIENT);
    lines.addAll(strangers);

    LogEvidence evidence = read(uses, lines, BERLIN);

    assertThat(differences(history, uses, evidence)).isEmpty();
    assertThat(evidence.unmatched()).isEqualTo(strangers.size());
  }

  @Test
  void aTranslatedAddressIsTakenOnlyWhereTheUserSaysThatItIs() throws Exception {
    LabelledHistory history = history(4);
    ClassifiedUses uses = uses(history);
    List<String> lines = lines(history, DeviceLog.FORTIGATE, Duration.ZERO, "192.0.2.1");

    assertThat(differences(history, uses, read(uses, lines, BERLIN, true))).isEmpty();
    assertThat(read(uses, lines, BERLIN).blockedFailures()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "America/New_York"})
  void aLogReadInTheWrongZoneMatchesNothing(String wrong) throws Exception {
    LabelledHistory history = history(5);
    ClassifiedUses uses = uses(history);
    List<String> lines = lines(history, DeviceLog.NETFILTER, Duration.ZERO, CLIENT);

    LogEvidence evidence = read(uses, lines, ZoneId.of(wrong));

    assertThat(evidence.blockedFailures()).isZero();
    assertThat(evidence.unmatched())
        .isEqualTo(lines.stream().filter(line -> line.contains("session-held")).count());
  }

  @Test
  void theSessionBeforeIsShownWithItsAgeWhicheverEndItsLineNamesFirst() throws Exception {
    LabelledHistory history = history(6);
    ClassifiedUses uses = uses(history);
    List<String> lines = lines(history, DeviceLog.ASA, Duration.ZERO, CLIENT);
    Attempt blocked =
        history.attempts().stream().filter(Attempt::blocked).findFirst().orElseThrow();
    assertThat(START.plusNanos(blocked.start()))
        .isBetween("2023-11-14T22:13:40Z", "2023-11-14T22:13:41Z");
    lines.add(
        "Nov 14 2023 23:13:39 asa : %ASA-6-302014: Teardown TCP connection 7 for outside:"
            + to(blocked)
            + "/443 to inside:10.0.0.5/"
            + blocked.localPort()
            + " duration 0:01:56 bytes 517 TCP FINs");

    LogEvidence evidence = read(uses, lines, BERLIN);

    Blocked found = evidence.blocked(index(uses, blocked));
    assertThat(found).isNotNull();
    assertThat(found.held()).isTrue();
    assertThat(found.session()).contains("TCP FINs");
    assertThat(found.sessionAge()).isEqualTo(116_000_000_000L);
  }

  private static int index(ClassifiedUses uses, Attempt attempt) {
    for (int index = 0; index < uses.size(); index++) {
      if (uses.get(index).use().connectionNumber() == attempt.number()) {
        return index;
      }
    }
    throw new IllegalArgumentException("not recorded: " + attempt);
  }

  /** Failed connects that the log does not have as they were. */
  private static List<String> differences(
      LabelledHistory history, ClassifiedUses uses, LogEvidence evidence) {
    List<String> differences = new ArrayList<>();
    long matched = 0;
    int blockedConnects = 0;
    for (int index = 0; index < uses.size(); index++) {
      Attempt attempt = history.attempt(uses.get(index).use().connectionNumber());
      Blocked found = evidence.blocked(index);
      boolean blocked = uses.result(index) == AttemptResult.FAILED && attempt.blocked();
      int syns = blocked ? PlayedPackets.syns(attempt).size() : 0;
      blockedConnects += blocked ? 1 : 0;
      matched += syns;
      if ((found == null ? 0 : found.lines()) != syns) {
        differences.add(attempt + " has " + found + ", is " + syns + " SYNs");
      }
    }
    assertThat(blockedConnects).isGreaterThan(100);
    if (evidence.matched() != matched) {
      differences.add("matched " + evidence.matched() + " of " + matched);
    }
    return differences;
  }

  private LogEvidence read(ClassifiedUses uses, List<String> lines, ZoneId zone) throws Exception {
    return read(uses, lines, zone, false);
  }

  private LogEvidence read(ClassifiedUses uses, List<String> lines, ZoneId zone, boolean translated)
      throws Exception {
    Path file = Files.write(folder.resolve("device.log"), lines);
    LogReader.Form form =
        new LogReader.Form(zone, LabelledHistory.wallTime(Duration.ofMinutes(10)), Map.of());
    LogEvidence.Reading reading =
        new LogEvidence.Reading(form, Duration.ofSeconds(5).toNanos(), null, translated);
    return LogEvidence.of(uses, List.of(file), reading);
  }

  /** Of every SYN a line; its time is when the device saw it, up to 30 ms after it was due. */
  private static List<String> lines(
      LabelledHistory history, DeviceLog device, Duration skew, String client) {
    SplittableRandom late = new SplittableRandom(history.setting().seed);
    List<String> lines = new ArrayList<>();
    for (Attempt attempt : history.attempts()) {
      for (long syn : attempt.localPort() == 0 ? List.<Long>of() : PlayedPackets.syns(attempt)) {
        boolean first = syn == attempt.start();
        long time = syn + 200_000 + (first ? 0 : late.nextLong(30_000_000)) + skew.toNanos();
        lines.add(line(device, time, client, attempt, attempt.blocked()));
      }
    }
    return lines;
  }

  /** Of every so manyth connect one line, of a SYN of some client that was blocked. */
  private static List<String> linesOfEach(
      int every,
      LabelledHistory history,
      ToLongFunction<Attempt> time,
      DeviceLog device,
      String client) {
    return history.attempts().stream()
        .filter(attempt -> attempt.number() % every == 0)
        .map(attempt -> line(device, time.applyAsLong(attempt), client, attempt, true))
        .toList();
  }

  private static String line(
      DeviceLog device, long time, String client, Attempt attempt, boolean blocked) {
    return device.line(
        START.plusNanos(time), BERLIN, client, attempt.localPort(), to(attempt), blocked);
  }

  private static String to(Attempt attempt) {
    return "10.9.0." + (1 + attempt.destination());
  }

  private static ClassifiedUses uses(LabelledHistory history) {
    return TimeoutSearch.detect(history.log(), null).uses();
  }

  /** Eight minutes; connects wait for 3.5 s, so a blocked one sends three SYNs. */
  private static LabelledHistory history(long seed) {
    return HistoryGenerator.play(
        Setting.quiet(seed)
            .at(3)
            .lasting(Duration.ofMinutes(8))
            .to(2)
            .waiting(Duration.ofMillis(3_500))
            .losing(0.02)
            .selecting(
                new RandomRetry(), new PortSpace(new PortRange(40_000, 41_500), PortSet.NONE))
            .behind(new Firewall(Duration.ofMinutes(1), Firewall.Answer.DROP, 1, true)));
  }
}
