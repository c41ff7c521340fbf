package io.tuplewatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.AddressRealm;
import io.tuplewatch.connection.ChunkFacts;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.ConnectionLogBuilder;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.FirstLook;
import io.tuplewatch.diagnosis.Nat;
import io.tuplewatch.diagnosis.PartwiseDiagnosis;
import io.tuplewatch.evidence.search.TimeoutSearch;
import io.tuplewatch.history.FleetHistory;
import io.tuplewatch.history.FleetHost;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.ChunkSlices;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.recording.input.RecordingReader;
import io.tuplewatch.reuse.ReuseDetector;
import io.tuplewatch.reuse.ReuseLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Hosts looked at apart, and of one host the destinations, put together, are what all of them at
 * once are: field by field.
 */
class PartwiseDiagnosisTest {

  private static final FleetHistory FLEET =
      new FleetHistory(5, Duration.ofMinutes(15))
          .hosts(2, 1, 1, false)
          .hosts(2, 9, 1, true)
          .hostsToOneBadEndpoint(2, 3, 2);

  @ParameterizedTest
  @CsvSource({"1, 1, 1, ", "6, 1, 3, ", "3, 1, 4, PT2M", "1, 5, 1, ", "2, 3, 7, "})
  void partsTogetherAreTheWhole(int parts, int slices, long seed, @Nullable Duration given)
      throws IOException {
    ConnectionLog all = FLEET.log(AddressRealm.NAMESPACE);
    Diagnosis whole = Diagnosis.of(all, TimeoutSearch.detect(all, given), Nat.NONE);

    Parts hosts = Parts.ofFleet(parts, slices, seed, given);
    Diagnosis together = PartwiseDiagnosis.of(hosts, hosts.look, given, List.of());

    assertThat(together.findings().failures()).isNotEmpty();
    assertThat(json(together)).isEqualTo(json(whole));
  }

  /** With what only real agents write: statuses, wildcard addresses, attempts without a port. */
  @Test
  void realRecordingsInSlicesAreTheWhole() throws IOException {
    Path samples = Path.of("../../samples/recordings");
    ConnectionLog all = ConnectionLog.read(List.of(samples), Progress.NONE);
    Diagnosis whole = Diagnosis.of(all, TimeoutSearch.detect(all, null), Nat.NONE);
    int slices = 5;
    List<ConnectionLogBuilder> builders =
        Stream.generate(ConnectionLogBuilder::new).limit(slices).toList();
    RecordingReader.read(List.of(samples), chunk -> add(chunk, slices, builders), Progress.NONE);

    Parts parts = new Parts(builders, slices, null);
    Diagnosis together = PartwiseDiagnosis.of(parts, parts.look, null, all.recordings());

    assertThat(json(together)).isEqualTo(json(whole));
    assertThat(parts.logs).filteredOn(log -> !log.uses().isEmpty()).hasSizeGreaterThan(2);
  }

  private static void add(ChunkEvents chunk, int slices, List<ConnectionLogBuilder> to) {
    ChunkFacts facts = Parts.sent(ChunkFacts.of(chunk));
    List<byte[]> sliced = ChunkSlices.of(chunk, slices);
    for (int slice = 0; slice < slices; slice++) {
      ChunkEvents some = ChunkEvents.between(chunk.start(), chunk.end());
      ChunkSlices.read(sliced.get(slice), some);
      to.get(slice).add(facts, some);
    }
  }

  private static String json(Diagnosis diagnosis) throws IOException {
    StringWriter out = new StringWriter();
    JsonReport.write(diagnosis, out);
    return out.toString();
  }

  /** Slices, as they come from other processes. */
  private static final class Parts implements PartwiseDiagnosis.Engine {
    private final int slices;
    private final List<ConnectionLog> logs;
    private final @Nullable Duration given;
    private final FirstLook look;

    Parts(List<ConnectionLogBuilder> builders, int slices, @Nullable Duration given) {
      this.slices = slices;
      this.given = given;
      this.logs = builders.stream().map(builder -> builder.build(List.of())).toList();
      this.look = lookAtAll();
    }

    /** Hosts shared out at random, and each share into slices by remote address. */
    static Parts ofFleet(int parts, int slices, long seed, @Nullable Duration given) {
      List<FleetHost> hosts = new ArrayList<>(FLEET.hosts());
      Collections.shuffle(hosts, new Random(seed));
      List<ConnectionLogBuilder> builders = new ArrayList<>();
      for (int part = 0; part < parts; part++) {
        List<ConnectionLogBuilder> own =
            Stream.generate(ConnectionLogBuilder::new).limit(slices).toList();
        for (int host = part; host < hosts.size(); host += parts) {
          add(hosts.get(host).chunk(), slices, own);
        }
        builders.addAll(own);
      }
      return new Parts(builders, slices, given);
    }

    private FirstLook lookAtAll() {
      FirstLook all = null;
      for (int part = 0; part < logs.size(); part++) {
        FirstLook look = sent(FirstLook.at(logs.get(part), given));
        FirstLook own = part % slices == 0 ? look : look.ofConnectsAlone();
        all = all == null ? own : all.and(own);
      }
      return Objects.requireNonNull(all);
    }

    @Override
    public int parts() {
      return logs.size();
    }

    @Override
    public List<Diagnosis> diagnose(List<PartwiseDiagnosis.Question> questions) {
      List<Diagnosis> answers = new ArrayList<>();
      for (PartwiseDiagnosis.Question question : questions) {
        ConnectionLog log = logs.get(question.part());
        ReuseLog reuses = ReuseDetector.detect(log, question.timeout());
        Diagnosis answer =
            Diagnosis.ofPart(log, reuses, Nat.NONE, look.totals(), question.elsewhere()).detached();
        boolean first = question.part() % slices == 0;
        answers.add(sent(first ? answer : answer.ofConnectsAlone()));
      }
      return answers;
    }

    /** As it comes from another process. */
    @SuppressWarnings("unchecked")
    private static <T> T sent(T answer) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(answer);
        out.flush();
        ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
        return (T) new ObjectInputStream(in).readObject();
      } catch (IOException | ClassNotFoundException e) {
        throw new AssertionError(e);
      }
    }
  }
}
