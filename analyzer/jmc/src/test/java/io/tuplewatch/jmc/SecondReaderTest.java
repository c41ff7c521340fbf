package io.tuplewatch.jmc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.report.JsonReport;
import io.tuplewatch.reuse.ReuseDetector;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmc.flightrecorder.CouldNotLoadRecordingException;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;

/** The same recording through our reader of files and through Mission Control's loader. */
class SecondReaderTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  @ParameterizedTest
  @MethodSource("io.tuplewatch.jmc.Samples#names")
  void bothWaysLeadToTheSameDiagnosis(String sample)
      throws IOException, CouldNotLoadRecordingException {
    ConnectionLog file = ConnectionLog.read(List.of(Samples.folder(sample)), Progress.NONE);
    ConnectionLog items = ItemRecording.read(JfrLoaderToolkit.loadEvents(Samples.files(sample)));

    assertThat(json(items)).isEqualTo(json(file));
  }

  /** All but the list of files. */
  private static String json(ConnectionLog log) throws IOException {
    StringWriter json = new StringWriter();
    JsonReport.write(Diagnosis.of(log, ReuseDetector.detect(log, TIMEOUT)), json);
    String text = json.toString();
    return text.substring(text.indexOf("\"summary\""));
  }
}
