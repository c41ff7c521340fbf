package io.tuplewatch.jmc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.events.JvmId;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.EventType;
import jdk.jfr.Recording;
import jdk.jfr.Relational;
import jdk.jfr.ValueDescriptor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmc.common.item.IAccessorKey;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.IType;
import org.openjdk.jmc.common.util.TypeHandling;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;

/** How the agent's events read in Mission Control, and in the JDK's own tools. */
class EventsInToolsTest {

  private static final long JVM = 0xfedc_ba98_7654_3210L;

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void record() throws Exception {
    file = directory.resolve("recorded.jfr");
    try (Recording recording = new Recording()) {
      recording.start();
      SocketConnect connect = new SocketConnect();
      connect.jvmId = JvmId.text(JVM);
      connect.connectionId = 40_001;
      connect.port = 5432;
      connect.localPort = 40_396;
      connect.outcome = Outcome.CONNECTED.name();
      connect.sincePreviousUse = Long.MAX_VALUE;
      connect.sinceConnectedUse = 1_500_000_000;
      connect.commit();
      recording.dump(file);
    }
  }

  @Test
  void missionControlShowsIdentifiersAsSuchAndWhatNeverWasAsInfinite() throws Exception {
    assertThat(inMissionControl("localPort")).isEqualTo("40396");
    assertThat(inMissionControl("port")).isEqualTo("5432");
    assertThat(inMissionControl("connectionId")).isEqualTo("40001");
    assertThat(inMissionControl("jvmId")).isEqualTo("fedcba9876543210");
    assertThat(inMissionControl("sincePreviousUse")).isEqualTo("\u221e");
    assertThat(inMissionControl("sinceConnectedUse")).matches("1\\.500.s");
  }

  @Test
  void jfrPrintShowsThemSoToo() throws Exception {
    Process jfr =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jfr").toString(),
                "print",
                "--events",
                SocketConnect.NAME,
                file.toString())
            .start();

    assertThat(new String(jfr.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("localPort = 40396")
        .contains("jvmId = \"fedcba9876543210\"")
        .containsPattern("sincePreviousUse = (Indefinite|106752 d 0 h)") // the latter before JDK 21
        .containsPattern("sinceConnectedUse = 1[.,]50 s");
  }

  /** What relates them is the annotation, which the recording carries. */
  @ParameterizedTest
  @ValueSource(classes = {SocketConnect.class, SocketClose.class})
  void connectionIdRelatesConnectAndClose(Class<? extends jdk.jfr.Event> type) {
    ValueDescriptor id = EventType.getEventType(type).getField("connectionId");

    assertThat(id.getAnnotationElements())
        .filteredOn(annotation -> annotation.getAnnotation(Relational.class) != null)
        .extracting(annotation -> annotation.getTypeName())
        .containsExactly("tuplewatch.ConnectionKey");
  }

  /** The columns of {@code jfr view} are the fields in their order. */
  @ParameterizedTest
  @ValueSource(classes = {SocketConnect.class, SocketClose.class})
  void everyFieldHasALabelAndWhatPeopleReadComesFirst(Class<? extends jdk.jfr.Event> type) {
    List<ValueDescriptor> fields = EventType.getEventType(type).getFields();

    assertThat(fields).extracting(ValueDescriptor::getLabel).doesNotContainNull();
    assertThat(fields)
        .extracting(ValueDescriptor::getName)
        .containsSubsequence("connectionId", "host", "address", "port", "localPort", "jvmId");
  }

  private String inMissionControl(String field) throws Exception {
    for (IItemIterable items : JfrLoaderToolkit.loadEvents(file.toFile())) {
      if (items.getType().getIdentifier().equals(SocketConnect.NAME)) {
        IType<IItem> type = items.getType();
        for (IAccessorKey<?> key : type.getAccessorKeys().keySet()) {
          if (key.getIdentifier().equals(field)) {
            return TypeHandling.getValueString(
                type.getAccessor(key).getMember(items.iterator().next()));
          }
        }
      }
    }
    throw new IllegalStateException("no " + field);
  }
}
