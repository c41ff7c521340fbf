package io.tuplewatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.AddressRealm;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.ConnectionLogBuilder;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.FirstLook;
import io.tuplewatch.diagnosis.Nat;
import io.tuplewatch.diagnosis.PartwiseDiagnosis;
import io.tuplewatch.evidence.search.TimeoutSearch;
import io.tuplewatch.history.FleetHistory;
import io.tuplewatch.history.FleetHost;
import io.tuplewatch.reuse.ReuseDetector;
import io.tuplewatch.reuse.ReuseLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hosts looked at apart, put together, are what all of them at once are: field by field. */
class PartwiseDiagnosisTest {

  private static final FleetHistory FLEET =
      new FleetHistory(5, Duration.ofMinutes(15))
          .hosts(2, 1, 1, false)
          .hosts(2, 9, 1, true)
          .hostsToOneBadEndpoint(2, 3, 2);

  @ParameterizedTest
  @CsvSource({"1, 1, ", "6, 3, ", "3, 4, PT2M"})
  void partsTogetherAreTheWhole(int parts, long seed, @Nullable Duration given) throws IOException {
    ConnectionLog all = FLEET.log(AddressRealm.NAMESPACE);
    Diagnosis whole = Diagnosis.of(all, TimeoutSearch.detect(all, given), Nat.NONE);

    Parts hosts = new Parts(parts, seed, given);
    Diagnosis together = PartwiseDiagnosis.of(hosts, hosts.look(), given, List.of());

    assertThat(together.findings().failures()).isNotEmpty();
    assertThat(json(together)).isEqualTo(json(whole));
  }

  private static String json(Diagnosis diagnosis) throws IOException {
    StringWriter out = new StringWriter();
    JsonReport.write(diagnosis, out);
    return out.toString();
  }

  /** Hosts shared out at random. */
  private static final class Parts implements PartwiseDiagnosis.Engine {
    private final List<ConnectionLog> logs = new ArrayList<>();
    private final @Nullable Duration given;

    Parts(int parts, long seed, @Nullable Duration given) {
      this.given = given;
      List<FleetHost> hosts = new ArrayList<>(FLEET.hosts());
      Collections.shuffle(hosts, new Random(seed));
      for (int part = 0; part < parts; part++) {
        ConnectionLogBuilder builder = new ConnectionLogBuilder();
        for (int host = part; host < hosts.size(); host += parts) {
          builder.add(hosts.get(host).chunk());
        }
        logs.add(builder.build(List.of()));
      }
    }

    FirstLook look() {
      return logs.stream()
          .map(log -> sent(FirstLook.at(log, given)))
          .reduce(FirstLook::and)
          .orElseThrow();
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
        answers.add(sent(Diagnosis.ofPart(log, reuses, Nat.NONE, question.elsewhere()).detached()));
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
