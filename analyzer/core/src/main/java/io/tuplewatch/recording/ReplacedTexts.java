package io.tuplewatch.recording;

import io.tuplewatch.recording.text.Texts;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * The numbers of the texts that stand for others, by kind: one text can be the name of a host and
 * an outcome's word. Not thread-safe.
 */
final class ReplacedTexts {

  private static final int AS_RECORDED = -1;

  private final Texts texts;
  private final Map<TextKind, int[]> replaced = new EnumMap<>(TextKind.class);

  ReplacedTexts(Texts texts) {
    this.texts = texts;
  }

  /** Number of the text that stands for the one with this number. */
  int idOf(TextKind kind, int text) {
    int[] ids = replaced.get(kind);
    return ids == null || text >= ids.length || ids[text] == AS_RECORDED ? text : ids[text];
  }

  /** Replaces a text as far as it is used so; all texts must have been read. */
  void replace(TextKind kind, int text, TextReplacement replacement) {
    String recorded = texts.get(text);
    if (recorded == null) {
      return;
    }
    int[] ids = replaced.computeIfAbsent(kind, k -> new int[0]);
    if (text >= ids.length) {
      int known = ids.length;
      ids = Arrays.copyOf(ids, Math.max(texts.size(), text + 1));
      Arrays.fill(ids, known, ids.length, AS_RECORDED);
      replaced.put(kind, ids);
    }
    if (ids[text] == AS_RECORDED) {
      ids[text] = texts.idOf(replacement.replace(kind, recorded));
    }
  }
}
