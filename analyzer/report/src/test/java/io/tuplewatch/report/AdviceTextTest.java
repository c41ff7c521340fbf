package io.tuplewatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.advice.Advice;
import io.tuplewatch.advice.CallSite;
import io.tuplewatch.advice.Item;
import io.tuplewatch.advice.PortRest;
import io.tuplewatch.advice.Remedy;
import io.tuplewatch.selection.replay.Prediction;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Advice in words and as JSON, from counts that are given. */
class AdviceTextTest {

  private static final long HOUR = 3_600_000_000_000L;
  private static final String NOTHING_HELPS =
      "Nothing that was tried helps by more than its interval.";

  /** 40 connects a second from 256 ports rest 6.4 s; sessions are kept an hour. */
  private static final Advice IN_VAIN =
      new Advice(
          Advice.Standing.GIVEN,
          1,
          0,
          HOUR,
          100,
          new Prediction(100, 80, 120),
          List.of(),
          Stream.of(Remedy.LEAST_RECENTLY_USED, Remedy.RANDOM_STEP)
              .map(remedy -> item(remedy, new Prediction(98, 79, 121)))
              .toList(),
          List.of(new CallSite("com.acme.Dao.open:17", List.of("http-nio-*-exec-*"), 7200, 100)),
          new PortRest(256, 40, HOUR),
          false,
          null,
          null);

  private static Item item(Remedy remedy, Prediction left) {
    return new Item(List.of(remedy), left, new Prediction(2, -20, 24), 0);
  }

  @Test
  void whereNothingHelpsTheTextSaysSoAndWhatWould() {
    String text = text().replaceAll("\\s+", " ");

    assertThat(text)
        .contains(NOTHING_HELPS)
        .contains("Of no use by more than its interval: take the source port that was used least")
        .contains("a tuple rests 6.4 s at most: 256 ports / 40.0 connects per second")
        .contains("only fewer connects, or more ports or addresses, help")
        .doesNotContain(" 1. ");
  }

  @Test
  void whereNothingHelpsTheJsonSaysSo() throws IOException {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.writeStartObject();
      new AdviceJson(json, new JsonValues(json)).write(IN_VAIN);
      json.writeEndObject();
    }

    assertThat(out.toString())
        .contains(NOTHING_HELPS)
        .contains("\"items\":[]")
        .contains("\"withoutEffect\":[{\"remedies\":[{\"remedy\":\"LEAST_RECENTLY_USED\"");
  }

  @Test
  void aLineOfCodeIsNamedBeforeTheThreadsThatRunIt() {
    assertThat(text().lines().map(String::strip))
        .containsSequence("7,200      100  com.acme.Dao.open:17", "of threads http-nio-*-exec-*");
  }

  private static String text() {
    StringWriter out = new StringWriter();
    AdviceText.write(IN_VAIN, new PrintWriter(out));
    return out.toString();
  }
}
