package io.tuplewatch.connection;

import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.recording.ChunkDictionary;
import io.tuplewatch.recording.text.Texts;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * From the numbers that texts, paths and parts of details have in one chunk to those they have in
 * all. Each is looked up once per chunk.
 */
final class ChunkNumbers {

  private static final int NOT_YET = -1;
  private static final Outcome[] OUTCOMES = Outcome.values();
  private static final ClosedBy[] CLOSED_BYS = ClosedBy.values();

  private final ChunkDictionary chunk;
  private final Texts texts;
  private final Dictionary all;
  private final int[] names;
  private final int[] paths;
  private final int[] requests;
  private final int[] failures;
  private final BitSet outcomeFound = new BitSet();
  private final @Nullable Outcome[] outcomes;
  private final @Nullable ClosedBy[] closedBys;

  ChunkNumbers(ChunkDictionary chunk, Dictionary all) {
    this.chunk = chunk;
    this.texts = chunk.texts();
    this.all = all;
    names = notYet(texts.size());
    paths = notYet(chunk.paths());
    requests = notYet(chunk.requests());
    failures = notYet(chunk.failures());
    outcomes = new @Nullable Outcome[texts.size()];
    closedBys = new @Nullable ClosedBy[texts.size()];
  }

  /** The path, which is usable; its local address the wildcard in one spelling if it is any. */
  int path(int inChunk) {
    if (paths[inChunk] == NOT_YET) {
      paths[inChunk] = findPath(inChunk);
    }
    return paths[inChunk];
  }

  /** What a connect asked for. */
  int request(int inChunk) {
    if (requests[inChunk] == NOT_YET) {
      requests[inChunk] = all.request(name(chunk.api(inChunk)), chunk.timeoutMillis(inChunk));
    }
    return requests[inChunk];
  }

  /** How a connect failed. */
  int failure(int inChunk) {
    if (failures[inChunk] == NOT_YET) {
      failures[inChunk] =
          all.failure(name(chunk.exceptionClass(inChunk)), name(chunk.exceptionMessage(inChunk)));
    }
    return failures[inChunk];
  }

  /** Null: not known in this version. */
  @Nullable Outcome outcome(int textInChunk) {
    if (!outcomeFound.get(textInChunk)) {
      outcomes[textInChunk] = find(OUTCOMES, textInChunk);
      outcomeFound.set(textInChunk);
    }
    return outcomes[textInChunk];
  }

  ClosedBy closedBy(int textInChunk) {
    ClosedBy known = closedBys[textInChunk];
    if (known == null) {
      known = Objects.requireNonNullElse(find(CLOSED_BYS, textInChunk), ClosedBy.UNKNOWN);
      closedBys[textInChunk] = known;
    }
    return known;
  }

  private <E extends Enum<E>> @Nullable E find(E[] all, int textInChunk) {
    String recorded = texts.get(textInChunk);
    for (E one : all) {
      if (one.name().equals(recorded)) {
        return one;
      }
    }
    return null;
  }

  private int findPath(int inChunk) {
    String remote = Objects.requireNonNull(texts.get(chunk.remote(inChunk)));
    String local = texts.get(chunk.local(inChunk));
    return all.path(
        LocalAddresses.isWildcard(local)
            ? all.names().idOf(LocalAddresses.wildcardToward(remote))
            : name(chunk.local(inChunk)),
        name(chunk.remote(inChunk)),
        chunk.port(inChunk));
  }

  /** Where a connect came from. */
  int site(int inChunk) {
    return all.site(name(chunk.callSite(inChunk)), name(chunk.threadPool(inChunk)));
  }

  /** Name of the text with this number. */
  int name(int textInChunk) {
    if (names[textInChunk] == NOT_YET) {
      names[textInChunk] = all.names().idOf(texts.get(textInChunk));
    }
    return names[textInChunk];
  }

  private static int[] notYet(int count) {
    int[] numbers = new int[count];
    Arrays.fill(numbers, NOT_YET);
    return numbers;
  }
}
