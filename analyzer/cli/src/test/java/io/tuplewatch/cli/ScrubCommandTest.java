package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.events.AgentStatus;
import io.tuplewatch.events.ConnectCounts;
import io.tuplewatch.events.HostTcp;
import io.tuplewatch.events.NetworkSettings;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.Setting;
import io.tuplewatch.recording.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.Relational;
import jdk.jfr.Timespan;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;

/** Recordings that can be given to others. */
class ScrubCommandTest {

  private static final Path SAMPLES = Path.of("../../samples/recordings");

  /** Names, and parts of them, of all that a generated history has. */
  private static final List<String> NAMES_OF_HISTORIES =
      List.of("server", "client.example", "10.9.", "10.0.0.5");

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"natural-drop", "server-down", "icmp-reject", "jdbc", "pool"})
  void diagnosisIsTheSameButForThePseudonyms(String sample) throws IOException {
    Path scrubbed = scrubbed(SAMPLES.resolve(sample));

    String recorded = json(SAMPLES.resolve(sample), "recorded.json");
    String named = named(json(scrubbed, "scrubbed.json"));

    assertThat(comparable(named)).isEqualTo(comparable(recorded));
  }

  @Test
  void diagnosisOfManyEquallyBusyDestinationsIsTheSameButForTheirOrder() throws IOException {
    Path recording = equallyBusyDestinations();

    Path scrubbed = scrubbed(recording);

    String recorded = json(recording, "recorded.json");
    assertThat(recorded).contains("server149.example", "\"destinationsLeftOut\" : 86");
    assertThat(UnorderedJson.of(comparable(named(json(scrubbed, "scrubbed.json")))))
        .isEqualTo(UnorderedJson.of(comparable(recorded)));
    assertThat(AnonymizedReportTest.holding(recording, NAMES_OF_HISTORIES)).hasSize(4);
    Path alone = Files.createDirectory(directory.resolve("alone"));
    Files.move(scrubbed, alone.resolve("scrubbed.jfr"));
    assertThat(AnonymizedReportTest.holding(alone, NAMES_OF_HISTORIES)).isEmpty();
  }

  /** 150 of them, toward which every twentieth connect fails; the folder. */
  private Path equallyBusyDestinations() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("recorded"));
    HistoryGenerator.play(
            Setting.quiet(31)
                .to(150)
                .at(.2)
                .lasting(Duration.ofMinutes(2))
                .badPaths(.05, Duration.ZERO))
        .write(folder);
    return folder;
  }

  @Test
  void noNameOfTheRecordingIsInItsBytes() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("scrubbed"));
    Path file = folder.resolve("out.jfr");

    assertThat(run("scrub", SAMPLES.resolve("natural-drop").toString(), file.toString())).isZero();

    assertThat(AnonymizedReportTest.holding(folder)).isEmpty();
    assertThat(AnonymizedReportTest.holding(SAMPLES.resolve("natural-drop")))
        .contains("10.77.", "BlockingConnection", "354b2808");
  }

  /** What the analyzer does not read is not in the copy at all; a new field that is would be 0. */
  @Test
  void everyFieldThatIsInTheCopyHasAValueThere() throws IOException {
    Path file = directory.resolve("full.jfr");
    List<Event> events =
        List.of(
            new SocketConnect(),
            new SocketClose(),
            new NetworkSettings(),
            new HostTcp(),
            new ConnectCounts(),
            new AgentStatus());
    Scenario.write(file, () -> events.forEach(ScrubCommandTest::commitWithEveryField));

    List<RecordedEvent> copies = RecordingFile.readAllEvents(scrubbed(file));

    assertThat(copies.stream().map(copy -> copy.getEventType().getName()).distinct()).hasSize(6);
    for (Event event : events) {
      String type = "tuplewatch." + event.getClass().getSimpleName();
      Set<String> fields = fields(event.getClass()).map(Field::getName).collect(Collectors.toSet());
      for (RecordedEvent copy : copies) {
        if (copy.getEventType().getName().equals(type)) {
          assertThat(copy.getFields())
              .filteredOn(field -> fields.contains(field.getName()))
              .isNotEmpty()
              .allSatisfy(
                  field -> {
                    Object value = copy.getValue(field.getName());
                    assertThat(value)
                        .as(type + "." + field.getName())
                        .isNotIn(null, 0, 0L, -1, -1L, false, Long.MIN_VALUE);
                  });
        }
      }
    }
  }

  private static Stream<Field> fields(Class<?> type) {
    return Arrays.stream(type.getFields())
        .filter(field -> !Modifier.isStatic(field.getModifiers()));
  }

  private static void commitWithEveryField(Event event) {
    try {
      for (Field field : fields(event.getClass()).toList()) {
        if (field.getType() == boolean.class) {
          field.set(event, true);
        } else if (field.getType() == String.class) {
          field.set(event, text(field.getName()));
        } else {
          field.set(event, 2);
        }
      }
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
    event.commit();
  }

  private static String text(String field) {
    return switch (field) {
      case "jvmId" -> "7";
      case "outcome", "previousOutcome" -> "CONNECTED";
      case "closedBy", "previousClosedBy" -> "LOCAL";
      case "api" -> "SOCKET";
      case "events" -> "all";
      case "reservedPorts" -> "40000-40010";
      default -> "10.1.2.3";
    };
  }

  @Test
  void jdkReadsTheSameEventsAtTheSameTimes() throws IOException {
    Path recorded = SAMPLES.resolve("natural-drop/client-1.jfr");

    List<RecordedEvent> events = RecordingFile.readAllEvents(scrubbed(recorded));

    assertThat(times(events, "tuplewatch.SocketConnect"))
        .isNotEmpty()
        .isEqualTo(times(RecordingFile.readAllEvents(recorded), "tuplewatch.SocketConnect"));
    assertThat(times(events, "tuplewatch.SocketClose"))
        .isEqualTo(times(RecordingFile.readAllEvents(recorded), "tuplewatch.SocketClose"));
    assertThat(events)
        .filteredOn(event -> event.getEventType().getName().equals("tuplewatch.SocketConnect"))
        .allSatisfy(
            event -> {
              assertThat(event.getStackTrace().getFrames().get(0).getLineNumber()).isPositive();
              assertThat(event.getDuration().toNanos()).isPositive();
            });
    assertThat(events).allMatch(e -> e.getEventType().getName().startsWith("tuplewatch."));
  }

  @Test
  void toolsAreToldTheSameOfEventsAndTheirFields() throws IOException {
    Path recorded = SAMPLES.resolve("no-free-port/client-1.jfr");

    Map<String, String> before = descriptions(recorded);

    Map<String, String> after = descriptions(scrubbed(recorded));
    after.keySet().retainAll(before.keySet()); // the sample's agent had not yet all fields
    assertThat(after).hasSizeGreaterThan(50);
    assertThat(before).containsAllEntriesOf(after);
    assertThat(after.get("tuplewatch.SocketClose/connectionId"))
        .contains("jdk.jfr.Relational tuplewatch.ConnectionKey");
  }

  /** What the metadata says of our events, and of each of their own fields. */
  private static Map<String, String> descriptions(Path file) throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (RecordingFile recording = new RecordingFile(file)) {
      for (EventType type : recording.readEventTypes()) {
        if (type.getName().startsWith("tuplewatch.")) {
          all.put(
              type.getName(), type.getLabel() + type.getDescription() + type.getCategoryNames());
          for (ValueDescriptor field : type.getFields()) {
            if (!field.getName().matches("startTime|duration|eventThread|stackTrace")) {
              all.put(type.getName() + "/" + field.getName(), description(field));
            }
          }
        }
      }
    }
    return all;
  }

  private static String description(ValueDescriptor field) {
    String relations =
        field.getAnnotationElements().stream()
            .filter(each -> each.getAnnotation(Relational.class) != null)
            .map(each -> "jdk.jfr.Relational " + each.getTypeName())
            .collect(Collectors.joining());
    Timespan span = field.getAnnotation(Timespan.class);
    return String.join(
        ", ",
        field.getTypeName(),
        field.getLabel(),
        String.valueOf(field.getDescription()),
        String.valueOf(field.getContentType()),
        span == null ? "" : span.value(),
        relations);
  }

  @Test
  void missionControlReadsAsManyEventsOfEachType() throws Exception {
    Path recorded = SAMPLES.resolve("natural-drop/client-1.jfr");
    Path scrubbed = scrubbed(recorded);

    Map<String, Long> counts = counts(scrubbed);

    Map<String, Long> before = counts(recorded);
    before.keySet().removeIf(type -> !type.startsWith("tuplewatch."));
    assertThat(counts).isEqualTo(before);
  }

  @Test
  void folderOfSeveralJvmsBecomesOneRecording() throws IOException {
    Path scrubbed = scrubbed(SAMPLES.resolve("several-jvms"));

    ConnectionLog log = ConnectionLog.read(List.of(scrubbed), Progress.NONE);

    assertThat(log.jvms()).hasSize(3);
    assertThat(log.uses().size())
        .isEqualTo(
            ConnectionLog.read(List.of(SAMPLES.resolve("several-jvms")), Progress.NONE)
                .uses()
                .size());
  }

  @Test
  void damagedChunkIsLeftOutWhereItCannotBeSaidWhatIsMissing() throws IOException {
    byte[] damaged = Files.readAllBytes(SAMPLES.resolve("natural-drop/client-1.jfr"));
    Arrays.fill(damaged, 160_000, 160_500, (byte) 0);
    Path cut = Files.write(directory.resolve("cut.jfr"), damaged);
    Path both = directory.resolve("both");
    Files.createDirectory(both);
    Files.copy(cut, both.resolve("1.jfr"));
    Files.copy(SAMPLES.resolve("server-down").resolve("client-1.jfr"), both.resolve("2.jfr"));
    Path to = directory.resolve("out.jfr");

    assertThat(run("scrub", both.toString(), to.toString())).isEqualTo(1);

    assertThat(err.toString()).contains("1.jfr", "were left out");
    assertThat(ConnectionLog.read(List.of(to), Progress.NONE).recordings().get(0).problems())
        .isEmpty();
  }

  @Test
  void nothingIsWrittenWhereThereIsNoConnect() throws IOException {
    Path empty = directory.resolve("empty.jfr");
    Scenario.write(empty, () -> {});
    Path to = directory.resolve("out.jfr");

    assertThat(run("scrub", empty.toString(), to.toString())).isEqualTo(1);
    assertThat(run("scrub", "absent.jfr", to.toString())).isEqualTo(1);

    assertThat(to).doesNotExist();
    assertThat(err.toString()).contains("holds no tuplewatch event", "does not exist");
  }

  @Test
  void inputIsNotOverwritten() throws IOException {
    Path recording = directory.resolve("reuse.jfr");
    Scenario.write(recording, Scenario::failedEarlyReuse);
    long size = Files.size(recording);

    assertThat(run("scrub", recording.toString(), recording.toString())).isEqualTo(2);
    assertThat(run("scrub", directory.toString(), recording.toString())).isEqualTo(2);
    assertThat(run("scrub", recording.toString(), directory.resolve("no/out.jfr").toString()))
        .isEqualTo(1);

    assertThat(recording).hasSize(size);
    assertThat(err.toString())
        .contains("would overwrite the input", "its directory does not exist");
  }

  private Path scrubbed(Path recording) {
    Path file = directory.resolve("scrubbed.jfr");
    String table = directory.resolve("names.csv").toString();
    assertThat(run("scrub", "--pseudonyms", table, recording.toString(), file.toString()))
        .as(err.toString())
        .isZero();
    return file;
  }

  private String json(Path recording, String name) throws IOException {
    Path file = directory.resolve(name);
    assertThat(run("analyze", recording.toString(), "--json", file.toString())).isZero();
    return Files.readString(file);
  }

  private String named(String json) throws IOException {
    return AnonymizedReportTest.named(json, directory.resolve("names.csv"));
  }

  /** What a scrubbed recording is not asked to keep: files, and parts of the kernel's name. */
  private static String comparable(String json) {
    return json.replaceAll("(\"(?:file|bytes)\" : )[^,\n]*", "$1null")
        .replaceAll("(\"kernelRelease\" : \"[0-9.]*)[^\"]*", "$1");
  }

  private static List<String> times(List<RecordedEvent> events, String type) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals(type))
        .map(event -> event.getStartTime() + " " + event.getDuration())
        .sorted()
        .toList();
  }

  private static Map<String, Long> counts(Path file) throws Exception {
    IItemCollection items = JfrLoaderToolkit.loadEvents(file.toFile());
    return items.stream()
        .collect(
            Collectors.groupingBy(
                (IItemIterable iterable) -> iterable.getType().getIdentifier(),
                Collectors.summingLong(ScrubCommandTest::size)));
  }

  private static long size(IItemIterable iterable) {
    long size = 0;
    for (IItem item : iterable) {
      size += item == null ? 0 : 1;
    }
    return size;
  }

  private int run(String... args) {
    return Tuplewatch.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
