package io.tuplewatch.recording.decode;

import io.tuplewatch.events.JvmId;
import io.tuplewatch.recording.FieldNames;
import io.tuplewatch.recording.text.Texts;
import java.io.IOException;

/**
 * The field {@code jvmId} of an event type: a text, or, as early agents wrote it, a number. Not
 * thread-safe.
 */
final class JvmIdField {

  private final EventLayout layout;
  private final int text;
  private final int number;

  /** A number seen last, and the text that stands for it: they repeat from event to event. */
  private long lastNumber;

  private int lastText = Texts.NULL;

  JvmIdField(EventLayout layout) throws IOException {
    this.layout = layout;
    text = layout.text(FieldNames.JVM_ID);
    number =
        text == EventLayout.ABSENT ? layout.requiredNumber(FieldNames.JVM_ID) : EventLayout.ABSENT;
  }

  /** Number of its text in the event read last. */
  int textOfLast() {
    if (text != EventLayout.ABSENT) {
      return layout.textAt(text);
    }
    long id = layout.longAt(number, 0);
    if (lastText == Texts.NULL || id != lastNumber) {
      lastNumber = id;
      lastText = layout.texts.idOf(JvmId.text(id));
    }
    return lastText;
  }
}
