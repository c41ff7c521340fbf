package io.tuplewatch.report.html;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.diagnosis.DestinationReuse;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Summary;
import io.tuplewatch.report.SafeText;
import io.tuplewatch.report.TupleText;
import io.tuplewatch.report.Wording;
import io.tuplewatch.reuse.IdleTimeout;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** The strip above everything: what am I looking at? */
final class Head implements Part {

  private final Diagnosis diagnosis;

  Head(Diagnosis diagnosis) {
    this.diagnosis = diagnosis;
  }

  @Override
  public void write(JsonGenerator json) throws IOException {
    Summary summary = diagnosis.summary();
    json.writeStartObject();
    json.writeStringField("subject", subject());
    json.writeNumberField("fromMs", summary.from() / 1_000_000);
    json.writeNumberField("toMs", summary.to() / 1_000_000);
    json.writeStringField("span", Wording.span(summary.to() - summary.from()));
    json.writeStringField("where", where(summary));
    json.writeStringField("timeout", timeout(diagnosis.idleTimeout()));
    json.writeEndObject();
  }

  /** Where the idle timeout that makes a reuse early comes from. */
  private static String timeout(IdleTimeout timeout) {
    String length = Wording.span(timeout.length().toNanos());
    return switch (timeout.source()) {
      case GIVEN -> "idle timeout given: " + length;
      case FOUND -> "idle timeout taken from the failures: " + length;
      case CONTRADICTED -> "idle timeout taken from the failures, not as given: " + length;
      case ASSUMED -> "idle timeout assumed: " + length;
    };
  }

  private String subject() {
    List<DestinationReuse> destinations = diagnosis.destinations();
    return destinations.size() == 1
        ? TupleText.destination(destinations.get(0).destination(), destinations.get(0).host())
        : Wording.count(destinations.size(), "destination");
  }

  private String where(Summary summary) {
    List<String> hosts =
        List.copyOf(
            new TreeSet<>(
                diagnosis.settings().stream()
                    .map(period -> period.settings().hostName())
                    .filter(Objects::nonNull)
                    .toList()));
    String jvms = Wording.count(summary.jvms(), "JVM");
    return hosts.size() == 1
        ? jvms + " on " + SafeText.of(hosts.get(0), 64)
        : jvms + (hosts.isEmpty() ? "" : " on " + Wording.count(hosts.size(), "host"));
  }
}
