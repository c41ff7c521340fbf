package io.tuplewatch.recording;

import io.tuplewatch.columns.LongIds;
import io.tuplewatch.recording.text.Texts;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes some events of one chunk: what they have in common once, then each as differences from the
 * one before, some 30 bytes for a connect with its close. {@link SliceReader} says the same of the
 * form. Not thread-safe.
 */
final class SliceWriter {

  private final ChunkDictionary dictionary;
  private final ConnectEvents connects;
  private final CloseEvents closes;

  private final LongIds texts = new LongIds();
  private final LongIds paths = new LongIds();
  private final LongIds requests = new LongIds();
  private final LongIds failures = new LongIds();
  private final LongIds sites = new LongIds();
  private final LongIds connectPatterns = new LongIds();
  private final LongIds closePatterns = new LongIds();

  private final NumberBuffer connectRows = new NumberBuffer();
  private final NumberBuffer closeRows = new NumberBuffer();
  private int connectCount;
  private int closeCount;
  private long lastNumber;
  private long lastStart;
  private long lastClosedNumber;
  private long lastClose;

  SliceWriter(ChunkEvents chunk) {
    this.dictionary = chunk.dictionary();
    this.connects = chunk.connects();
    this.closes = chunk.closes();
    texts.idOf(Texts.NULL);
  }

  void addConnect(int row) {
    NumberBuffer to = connectRows;
    long number = connects.connectionId(row);
    long start = connects.start(row);
    to.signed(number - lastNumber);
    to.signed(start - lastStart);
    to.signed(connects.end(row) - start);
    to.signed(connects.localPort(row));
    to.unsigned(connectPatterns.idOf(connects.pattern(row)));
    to.unsigned(texts.idOf(connects.host(row)));
    to.unsigned(paths.idOf(connects.path(row)));
    to.unsigned(requests.idOf(connects.request(row)));
    to.unsigned(failures.idOf(connects.failure(row)));
    to.unsigned(sites.idOf(connects.site(row)));
    long since = connects.sincePreviousUse(row);
    to.signed(since);
    to.signed(connects.sinceConnectedUse(row) - since);
    lastNumber = number;
    lastStart = start;
    connectCount++;
  }

  void addClose(int row) {
    NumberBuffer to = closeRows;
    long number = closes.connectionId(row);
    long time = closes.time(row);
    to.signed(number - lastClosedNumber);
    to.signed(time - lastClose);
    to.signed(closes.localPort(row));
    to.unsigned(closePatterns.idOf(closes.pattern(row)));
    to.unsigned(texts.idOf(closes.host(row)));
    to.unsigned(paths.idOf(closes.path(row)));
    lastClosedNumber = number;
    lastClose = time;
    closeCount++;
  }

  /** All that was added; empty if nothing was. */
  byte[] bytes() {
    if (connectCount + closeCount == 0) {
      return new byte[0];
    }
    NumberBuffer tables = tables();
    NumberBuffer all = new NumberBuffer();
    all.unsigned(texts.size());
    for (int text = 0; text < texts.size(); text++) {
      writeText(dictionary.texts().get((int) texts.get(text)), all);
    }
    all.append(tables);
    all.unsigned(connectCount);
    all.append(connectRows);
    all.unsigned(closeCount);
    all.append(closeRows);
    return all.bytes();
  }

  private static void writeText(@Nullable String text, NumberBuffer to) {
    byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    to.unsigned(text == null ? 0 : bytes.length + 1L);
    to.append(bytes, bytes.length);
  }

  /** Numbers texts that come in nothing else: to be written before the texts are. */
  private NumberBuffer tables() {
    NumberBuffer to = new NumberBuffer();
    to.unsigned(paths.size());
    for (int i = 0; i < paths.size(); i++) {
      int path = (int) paths.get(i);
      writeText(dictionary.local(path), to);
      writeText(dictionary.remote(path), to);
      to.signed(dictionary.port(path));
    }
    to.unsigned(requests.size());
    for (int i = 0; i < requests.size(); i++) {
      int request = (int) requests.get(i);
      writeText(dictionary.api(request), to);
      to.signed(dictionary.timeoutMillis(request));
      to.unsigned(dictionary.bound(request) ? 1 : 0);
    }
    to.unsigned(failures.size());
    for (int i = 0; i < failures.size(); i++) {
      int failure = (int) failures.get(i);
      writeText(dictionary.exceptionClass(failure), to);
      writeText(dictionary.exceptionMessage(failure), to);
    }
    to.unsigned(sites.size());
    for (int i = 0; i < sites.size(); i++) {
      int site = (int) sites.get(i);
      writeText(dictionary.callSite(site), to);
      writeText(dictionary.threadPool(site), to);
    }
    to.unsigned(connectPatterns.size());
    for (int i = 0; i < connectPatterns.size(); i++) {
      int pattern = (int) connectPatterns.get(i);
      to.fixed(connects.patterns().jvmId(pattern));
      writeText(connects.patterns().outcome(pattern), to);
      writeText(connects.patterns().previousOutcome(pattern), to);
      writeText(connects.patterns().previousClosedBy(pattern), to);
    }
    to.unsigned(closePatterns.size());
    for (int i = 0; i < closePatterns.size(); i++) {
      int pattern = (int) closePatterns.get(i);
      to.fixed(closes.jvmId(pattern));
      writeText(closes.closedBy(pattern), to);
    }
    return to;
  }

  private void writeText(int text, NumberBuffer to) {
    to.unsigned(texts.idOf(text));
  }
}
