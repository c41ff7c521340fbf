package io.tuplewatch.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.evidence.search.TimeoutSearch;
import io.tuplewatch.history.Attempt;
import io.tuplewatch.history.Firewall;
import io.tuplewatch.history.Firewall.Answer;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.LabelledHistory;
import io.tuplewatch.history.PlayedPackets;
import io.tuplewatch.history.Setting;
import io.tuplewatch.history.Trouble;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.RandomRetry;
import io.tuplewatch.witness.CaptureSource.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Captures of histories whose truth is known, joined with what their recordings hold. */
class CaptureEvidenceTest {

  private static final long MILLISECOND = 1_000_000;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(names = {"DROP", "RESET", "REJECT"})
  void everyFailedConnectIsSeenAsItWas(Answer answer) throws Exception {
    LabelledHistory history = troubled(1, answer);
    PlayedPackets packets = PlayedPackets.of(history);

    CaptureEvidence evidence = both(history, packets);

    assertThat(differences(history, evidence, packets::truth)).isEmpty();
    assertThat(evidence.counts().keySet())
        .contains(Seen.SERVER_SILENT, Seen.SERVER_REFUSED, Seen.ANSWER_STOPPED, Seen.STOPPED);
    assertThat(evidence.counts().values()).allMatch(count -> count > 5);
  }

  /** Milliseconds of the client's capture beside the JVM, of the server's beside the client's. */
  @ParameterizedTest
  @CsvSource({"0,0,0", "-9000,0,0", "9000,-7200000,0", "3,1700,20", "0,-40,-100", "0,0,200"})
  void clocksMayBeWrongAndRunApart(long client, long server, double drift) throws Exception {
    LabelledHistory history = troubled(2, Answer.DROP);
    PlayedPackets packets =
        PlayedPackets.of(history)
            .clientAhead(Duration.ofMillis(client))
            .serverAhead(Duration.ofMillis(server), drift);

    CaptureEvidence evidence = both(history, packets);

    assertThat(differences(history, evidence, packets::truth)).isEmpty();
    ClockLag lag = evidence.clientLag();
    assertThat(lag).isNotNull();
    assertThat(lag.medianNanos()).isBetween(client * MILLISECOND, client * MILLISECOND + 100_000);
    ClockOffset offset = evidence.serverOffset();
    assertThat(offset).isNotNull();
    long atEnd = server * MILLISECOND + (long) (drift / 1e6 * history.setting().duration.toNanos());
    assertThat(offset.lowNanos())
        .isLessThan(Math.min(server * MILLISECOND, atEnd) + 5 * MILLISECOND);
    assertThat(offset.highNanos())
        .isGreaterThan(Math.max(server * MILLISECOND, atEnd) - 5 * MILLISECOND);
    assertThat(offset.drifts()).isEqualTo(drift != 0);
    if (drift == 0) {
      assertThat(server * MILLISECOND).isBetween(offset.lowNanos(), offset.highNanos());
      assertThat(offset.highNanos() - offset.lowNanos()).isLessThan(MILLISECOND);
    }
  }

  @Test
  void translatedTuplesAreFoundBySequenceNumberAndShown() throws Exception {
    LabelledHistory history = troubled(3, Answer.DROP);
    PlayedPackets packets =
        PlayedPackets.of(history).translated().serverAhead(Duration.ofSeconds(-30), 10);

    CaptureEvidence evidence = both(history, packets);

    assertThat(differences(history, evidence, packets::truth)).isEmpty();
    ClassifiedUses uses = uses(history);
    for (int index = 0; index < uses.size(); index++) {
      SeenPackets seen = evidence.packets(index);
      if (seen.arrived() > 0) {
        assertThat(seen.translated()).startsWith("192.0.2.1:").contains(" > 10.9.0.");
      }
    }
  }

  @Test
  void whereADeviceWritesSequenceNumbersOfItsOwnNothingIsSaidOfTheirArrival() throws Exception {
    LabelledHistory history = troubled(4, Answer.DROP);

    CaptureEvidence evidence = both(history, PlayedPackets.of(history).sequencesRewritten());

    assertThat(evidence.counts().keySet())
        .isSubsetOf(Seen.LEFT_UNANSWERED, Seen.LEFT_REFUSED)
        .hasSize(2);
  }

  @Test
  void onlyWhatTheServersCaptureCoversIsSaidToBeStopped() throws Exception {
    LabelledHistory history = troubled(5, Answer.DROP);
    Duration from = Duration.ofMinutes(10);
    Duration to = Duration.ofMinutes(20).plusMillis(300);
    PlayedPackets packets =
        PlayedPackets.of(history).serverFrom(from, to).serverAhead(Duration.ofSeconds(2), 30);

    CaptureEvidence evidence = both(history, packets);

    assertThat(
            differences(
                history,
                evidence,
                attempt ->
                    from.toNanos() < attempt.start() && lastSyn(attempt) < to.toNanos()
                        ? packets.truth(attempt)
                        : fromTheClientAlone(packets.truth(attempt))))
        .isEmpty();
  }

  private static long lastSyn(Attempt attempt) {
    List<Long> syns = PlayedPackets.syns(attempt);
    return syns.get(syns.size() - 1);
  }

  /** Each damage hits another part; nothing may be claimed that is not so. */
  @ParameterizedTest
  @CsvSource({"0.0002", "0.002", "0.02", "0.2"})
  void damageInACaptureMakesNothingSeenThatWasNot(double share) throws Exception {
    LabelledHistory history = troubled(9, Answer.DROP);
    PlayedPackets packets = PlayedPackets.of(history);
    packets.write(file("client"), file("server"));
    damage(file("server"), share);

    CaptureEvidence evidence = CaptureEvidence.of(uses(history), List.of(client(), server()));

    assertThat(evidence.captures().get(1).capture().problems()).isNotEmpty();
    List<String> differences = differences(history, evidence, packets::truth);
    assertThat(differences)
        .allMatch(
            text -> text.contains("seen LEFT_UNANSWERED") || text.contains("seen LEFT_REFUSED"))
        .hasSizeLessThan((int) (share * history.attempts().size()) + 20);
  }

  /** A stretch of the file becomes noise. */
  private static void damage(Path file, double share) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    byte[] noise = new byte[Math.max(40, (int) (share * bytes.length))];
    new Random(1).nextBytes(noise);
    System.arraycopy(noise, 0, bytes, bytes.length / 3, noise.length);
    Files.write(file, bytes);
  }

  @Test
  void aCaptureOfOneOfSeveralServersSaysNothingOfWhatDidNotArriveThere() throws Exception {
    LabelledHistory history = troubled(10, Answer.DROP);
    PlayedPackets packets = PlayedPackets.of(history).serverTakesOneOf(2);
    packets.write(file("client"), file("server"));

    for (List<CaptureSource> sources : List.of(List.of(client(), server()), List.of(server()))) {
      assertThat(CaptureEvidence.of(uses(history), sources).counts().keySet())
          .doesNotContain(Seen.STOPPED, Seen.REFUSED_ON_THE_WAY, Seen.NOT_ARRIVED);
    }
  }

  @Test
  void aPacketThatSeveralInterfacesShowIsOne() throws Exception {
    LabelledHistory history = troubled(11, Answer.DROP);
    PlayedPackets packets = PlayedPackets.of(history).onEachOf(3);
    CaptureEvidence evidence = both(history, packets);

    assertThat(differences(history, evidence, packets::truth)).isEmpty();
    ClassifiedUses uses = uses(history);
    for (int index = 0; index < uses.size(); index++) {
      if (uses.result(index) == AttemptResult.FAILED) {
        Attempt attempt = history.attempt(uses.get(index).use().connectionNumber());
        assertThat(evidence.packets(index).left()).isEqualTo(PlayedPackets.syns(attempt).size());
      }
    }
  }

  @Test
  void withoutTheServersCaptureNothingIsSaidOfArrival() throws Exception {
    LabelledHistory history = troubled(6, Answer.RESET);
    PlayedPackets packets = PlayedPackets.of(history);
    packets.write(file("client"), file("server"));

    CaptureEvidence evidence = CaptureEvidence.of(uses(history), List.of(client()));

    assertThat(
            differences(history, evidence, attempt -> fromTheClientAlone(packets.truth(attempt))))
        .isEmpty();
    assertThat(evidence.serverOffset()).isNull();
  }

  private static Seen fromTheClientAlone(Seen truth) {
    return switch (truth) {
      case STOPPED, SERVER_SILENT, ANSWER_STOPPED -> Seen.LEFT_UNANSWERED;
      case REFUSED_ON_THE_WAY, SERVER_REFUSED -> Seen.LEFT_REFUSED;
      default -> truth;
    };
  }

  @Test
  void withoutTheClientsCaptureTheServersTuplesAreLookedFor() throws Exception {
    LabelledHistory history = troubled(7, Answer.DROP);
    PlayedPackets packets = PlayedPackets.of(history).serverAhead(Duration.ofSeconds(4), 0);
    packets.write(file("client"), file("server"));

    CaptureEvidence evidence = CaptureEvidence.of(uses(history), List.of(server()));

    assertThat(
            differences(history, evidence, attempt -> fromTheServerAlone(packets.truth(attempt))))
        .isEmpty();
  }

  private static Seen fromTheServerAlone(Seen truth) {
    return switch (truth) {
      case STOPPED, REFUSED_ON_THE_WAY -> Seen.NOT_ARRIVED;
      case ANSWER_STOPPED -> Seen.ANSWERED;
      default -> truth;
    };
  }

  @Test
  void theSynsThatLeftAreCountedAndTheResetsDistanceIsCompared() throws Exception {
    LabelledHistory history = troubled(8, Answer.RESET);
    CaptureEvidence evidence = both(history, PlayedPackets.of(history));
    ClassifiedUses uses = uses(history);
    int resets = 0;
    for (int index = 0; index < uses.size(); index++) {
      if (uses.result(index) == AttemptResult.FAILED) {
        Attempt attempt = history.attempt(uses.get(index).use().connectionNumber());
        SeenPackets seen = evidence.packets(index);
        assertThat(seen.left()).isEqualTo(PlayedPackets.syns(attempt).size());
        assertThat(seen.resetFromElsewhere()).isEqualTo(attempt.blocked());
        resets += attempt.blocked() ? 1 : 0;
      }
    }
    assertThat(resets).isGreaterThan(50);
  }

  /** What a failed connect was seen as, and ought to have been, where they differ. */
  private static List<String> differences(
      LabelledHistory history, CaptureEvidence evidence, Function<Attempt, Seen> truth) {
    ClassifiedUses uses = uses(history);
    List<String> differences = new ArrayList<>();
    int failures = 0;
    for (int index = 0; index < uses.size(); index++) {
      if (uses.result(index) == AttemptResult.FAILED) {
        failures++;
        Attempt attempt = history.attempt(uses.get(index).use().connectionNumber());
        Seen seen = evidence.packets(index).seen();
        if (seen != truth.apply(attempt)) {
          differences.add(attempt + " seen " + seen + ", is " + truth.apply(attempt));
        }
      }
    }
    assertThat(failures).isGreaterThan(100);
    return differences;
  }

  private CaptureEvidence both(LabelledHistory history, PlayedPackets packets) throws Exception {
    packets.write(file("client"), file("server"));
    return CaptureEvidence.of(uses(history), List.of(client(), server()));
  }

  private CaptureSource client() {
    return new CaptureSource(Side.CLIENT, file("client"));
  }

  private CaptureSource server() {
    return new CaptureSource(Side.SERVER, file("server"));
  }

  private Path file(String name) {
    return folder.resolve(name + ".pcap");
  }

  private static ClassifiedUses uses(LabelledHistory history) {
    return TimeoutSearch.detect(history.log(), null).uses();
  }

  /** Half an hour with a firewall, loss, an outage, a server that refuses, and a full queue. */
  private static LabelledHistory troubled(long seed, Answer answer) {
    return HistoryGenerator.play(
        Setting.quiet(seed)
            .at(3)
            .lasting(Duration.ofMinutes(30))
            .to(2)
            .waiting(Duration.ofMillis(3_500))
            .selecting(
                new RandomRetry(), new PortSpace(new PortRange(40_000, 41_500), PortSet.NONE))
            .behind(new Firewall(Duration.ofMinutes(1), answer, 1, true))
            .losing(0.15)
            .with(trouble(0, 8, Trouble.Kind.DOWN))
            .with(trouble(0, 14, Trouble.Kind.REFUSING))
            .with(trouble(1, 22, Trouble.Kind.QUEUE_FULL)));
  }

  private static Trouble trouble(int destination, int minute, Trouble.Kind kind) {
    Duration from = Duration.ofMinutes(minute);
    return new Trouble(destination, from, from.plusSeconds(20), kind, 1);
  }
}
