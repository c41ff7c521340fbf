package io.tuplewatch.recording;

import io.tuplewatch.events.JvmId;
import io.tuplewatch.recording.text.Varint;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;

/** Reads what {@link SliceWriter} wrote. Not thread-safe. */
final class SliceReader {

  private final byte[] bytes;
  private final ChunkEvents into;
  private final ChunkDictionary dictionary;
  private int at;

  /** By number in the slice, that in the chunk. */
  private int[] texts = new int[0];

  SliceReader(byte[] bytes, ChunkEvents into) {
    this.bytes = bytes;
    this.into = into;
    this.dictionary = into.dictionary();
  }

  void read() {
    if (bytes.length == 0) {
      return;
    }
    try {
      readAll();
    } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
      throw new IllegalArgumentException("not a slice of a chunk", e);
    }
  }

  private void readAll() {
    texts = table(this::readText);
    int[] paths = table(() -> dictionary.path(text(), text(), (int) signed()));
    int[] requests = table(() -> dictionary.request(text(), signed(), unsigned() != 0));
    int[] failures = table(() -> dictionary.failure(text(), text()));
    int[] sites = table(() -> dictionary.site(text(), text()));
    int[] connectPatterns =
        table(() -> into.connects().patterns().idOf(jvm(), text(), text(), text()));
    int[] closePatterns = table(() -> into.closes().pattern(jvm(), text()));
    readConnects(paths, requests, failures, sites, connectPatterns);
    readCloses(paths, closePatterns);
  }

  private void readConnects(
      int[] paths, int[] requests, int[] failures, int[] sites, int[] patterns) {
    ConnectEvents connects = into.connects();
    long number = 0;
    long start = 0;
    for (int left = (int) unsigned(); left > 0; left--) {
      number += signed();
      start += signed();
      long end = start + signed();
      int localPort = (int) signed();
      int pattern = patterns[(int) unsigned()];
      int host = text();
      int path = paths[(int) unsigned()];
      int request = requests[(int) unsigned()];
      int failure = failures[(int) unsigned()];
      int site = sites[(int) unsigned()];
      connects.add(number, start, end, localPort, pattern, host, path, request, failure, site);
      long since = signed();
      connects.setPreviousUse(since, since + signed());
    }
  }

  private void readCloses(int[] paths, int[] patterns) {
    CloseEvents closes = into.closes();
    long number = 0;
    long time = 0;
    for (int left = (int) unsigned(); left > 0; left--) {
      number += signed();
      time += signed();
      int localPort = (int) signed();
      int pattern = patterns[(int) unsigned()];
      int host = text();
      closes.add(number, time, localPort, pattern, host, paths[(int) unsigned()]);
    }
  }

  private int[] table(IntSupplier entry) {
    int[] table = new int[(int) unsigned()];
    for (int i = 0; i < table.length; i++) {
      table[i] = entry.getAsInt();
    }
    return table;
  }

  private int readText() {
    int length = (int) unsigned() - 1;
    if (length < 0) {
      return dictionary.texts().idOf(null);
    }
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return dictionary.texts().idOf(text);
  }

  private int text() {
    return texts[(int) unsigned()];
  }

  private int jvm() {
    return dictionary.texts().idOf(JvmId.text(unsigned()));
  }

  private long signed() {
    long number = unsigned();
    return (number >>> 1) ^ -(number & 1);
  }

  private long unsigned() {
    int length = Varint.length(bytes, at);
    long number = Varint.value(bytes, at, length);
    at += length;
    return number;
  }
}
