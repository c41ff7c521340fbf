package io.tuplewatch.recording.decode;

import io.tuplewatch.events.JvmId;
import io.tuplewatch.recording.FieldNames;
import io.tuplewatch.recording.text.Texts;
import java.io.IOException;

/** What {@link JvmIdField} reads, of the events in a block. Not thread-safe. */
final class JvmIdColumn {

  private final Texts texts;
  private final boolean isText;
  private final long[] values;

  /** A number seen last, and the text that stands for it: they repeat from event to event. */
  private long lastNumber;

  private int lastText = Texts.NULL;

  JvmIdColumn(TupleBlock block) throws IOException {
    texts = block.layout().texts;
    isText = block.layout().text(FieldNames.JVM_ID) != EventLayout.ABSENT;
    values = isText ? block.texts(FieldNames.JVM_ID) : block.requiredNumbers(FieldNames.JVM_ID);
  }

  /** Number of its text. */
  int text(int row) {
    if (isText) {
      return (int) values[row];
    }
    long id = values[row];
    if (lastText == Texts.NULL || id != lastNumber) {
      lastNumber = id;
      lastText = texts.idOf(JvmId.text(id));
    }
    return lastText;
  }
}
