package io.tuplewatch.recording;

import io.tuplewatch.columns.LongIds;
import io.tuplewatch.recording.text.Texts;
import java.util.function.IntConsumer;

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
      all.text(dictionary.texts().get((int) texts.get(text)));
    }
    all.append(tables);
    all.unsigned(connectCount);
    all.append(connectRows);
    all.unsigned(closeCount);
    all.append(closeRows);
    return all.bytes();
  }

  /** Numbers texts that come in nothing else: to be written before the texts are. */
  private NumberBuffer tables() {
    NumberBuffer to = new NumberBuffer();
    writeTable(
        paths,
        to,
        path -> {
          writeTexts(to, dictionary.local(path), dictionary.remote(path));
          to.signed(dictionary.port(path));
        });
    writeTable(
        requests,
        to,
        request -> {
          writeTexts(to, dictionary.api(request));
          to.signed(dictionary.timeoutMillis(request));
          to.unsigned(dictionary.bound(request) ? 1 : 0);
        });
    writeTable(
        failures,
        to,
        it -> writeTexts(to, dictionary.exceptionClass(it), dictionary.exceptionMessage(it)));
    writeTable(
        sites, to, site -> writeTexts(to, dictionary.callSite(site), dictionary.threadPool(site)));
    writeConnectPatterns(to);
    writeTable(
        closePatterns,
        to,
        pattern -> {
          to.unsigned(closes.jvmId(pattern));
          writeTexts(to, closes.closedBy(pattern));
        });
    return to;
  }

  private void writeConnectPatterns(NumberBuffer to) {
    ConnectPatterns patterns = connects.patterns();
    writeTable(
        connectPatterns,
        to,
        pattern -> {
          to.unsigned(patterns.jvmId(pattern));
          writeTexts(
              to,
              patterns.outcome(pattern),
              patterns.previousOutcome(pattern),
              patterns.previousClosedBy(pattern));
        });
  }

  /** Writes what the numbers stand for, each as {@code writer} does. */
  private static void writeTable(LongIds numbers, NumberBuffer to, IntConsumer writer) {
    to.unsigned(numbers.size());
    for (int i = 0; i < numbers.size(); i++) {
      writer.accept((int) numbers.get(i));
    }
  }

  private void writeTexts(NumberBuffer to, int... chosen) {
    for (int text : chosen) {
      to.unsigned(texts.idOf(text));
    }
  }
}
