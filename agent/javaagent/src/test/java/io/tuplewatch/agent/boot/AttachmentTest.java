package io.tuplewatch.agent.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.agent.options.OptionReader;
import io.tuplewatch.events.AgentStatus;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AttachmentTest {

  /**
   * A status that its event has no field for is an error that is suppressed, and the event lost.
   */
  @Test
  void statusIsWhatItsEventHasFieldsFor() {
    Attachment attachment = Attachment.begin(OptionReader.read("to=10.1.2.3:443", null), "1");
    try {
      Map<String, Class<?>> fields = new TreeMap<>();
      for (Field field : AgentStatus.class.getDeclaredFields()) {
        if (Modifier.isPublic(field.getModifiers()) && !Modifier.isStatic(field.getModifiers())) {
          fields.put(field.getName(), field.getType());
        }
      }
      Map<String, Class<?>> status = new TreeMap<>();
      status.put("jvmId", String.class);
      attachment
          .status()
          .forEach(
              (name, value) ->
                  status.put(name, value instanceof Long ? long.class : value.getClass()));

      assertThat(status).isEqualTo(fields);
    } finally {
      Attachment.end();
    }
  }

  @Test
  void errorsOfAnEarlierAttachmentAreNotCountedAgain() {
    Attachment.begin(OptionReader.read(null, null), "1");
    BindHooks.leave(new java.net.BindException("in use"));
    SocketHooks.suppress(new IllegalStateException("planned by this test"));
    Attachment later = Attachment.begin(OptionReader.read(null, null), "1");
    try {
      assertThat(later.status())
          .containsEntry("failedBinds", 0L)
          .containsEntry("suppressedErrors", 0L);

      BindHooks.leave(new java.net.BindException("in use"));

      assertThat(later.status()).containsEntry("failedBinds", 1L);
    } finally {
      Attachment.end();
    }
  }
}
