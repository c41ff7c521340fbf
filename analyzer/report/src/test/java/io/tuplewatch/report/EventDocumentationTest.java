package io.tuplewatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.events.AgentStatus;
import io.tuplewatch.events.ConnectCounts;
import io.tuplewatch.events.HostTcp;
import io.tuplewatch.events.NetworkSettings;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import jdk.jfr.Event;
import jdk.jfr.Name;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventDocumentationTest {

  /** What a connect has, too, is explained there. */
  @ParameterizedTest
  @ValueSource(
      classes = {
        SocketConnect.class,
        SocketClose.class,
        NetworkSettings.class,
        HostTcp.class,
        AgentStatus.class,
        ConnectCounts.class
      })
  void everyFieldIsDocumentedInTheSectionOfItsEvent(Class<? extends Event> event)
      throws IOException {
    String documented =
        section(SocketConnect.NAME) + section(event.getAnnotation(Name.class).value());

    assertThat(event.getFields())
        .filteredOn(field -> !Modifier.isStatic(field.getModifiers()))
        .extracting(Field::getName)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(documented).containsPattern("\\b" + name + "\\b"));
  }

  private static String section(String event) throws IOException {
    String page = Files.readString(Path.of("../../docs/events.md"));
    return Pattern.compile("(?m)^## ")
        .splitAsStream(page)
        .filter(section -> section.startsWith(event + "\n"))
        .findFirst()
        .orElseThrow();
  }
}
