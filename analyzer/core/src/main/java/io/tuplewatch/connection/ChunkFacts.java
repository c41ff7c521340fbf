package io.tuplewatch.connection;

import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.CloseEvents;
import io.tuplewatch.recording.ConnectEvents;
import io.tuplewatch.recording.CountsEvent;
import io.tuplewatch.recording.HostTcpEvent;
import io.tuplewatch.recording.SettingsEvent;
import io.tuplewatch.recording.StatusEvent;
import io.tuplewatch.recording.TimeSpan;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one chunk says beside its connects and closes, and what must be known of all of these where
 * only some are at hand. JVMs go by the ids that were recorded. Immutable.
 *
 * @param start as {@link ChunkEvents#start}
 * @param end as {@link ChunkEvents#end}
 * @param complete as {@link ChunkEvents#complete}
 * @param spans of each JVM, its first connect or close and its last
 * @param samples of each JVM, by every 64th number of a connection, when it started, epoch ns: by
 *     which processes of one JVM id are told apart
 * @param malformed connects and closes without a usable address or port
 */
public record ChunkFacts(
    long start,
    long end,
    List<TimeSpan> complete,
    List<SettingsEvent> settings,
    List<StatusEvent> statuses,
    List<HostTcpEvent> hostTcp,
    List<CountsEvent> counts,
    Map<Long, TimeSpan> spans,
    Map<Long, Map<Long, Long>> samples,
    long malformed)
    implements Serializable {

  private static final int SAMPLED = 64;

  /** O(n). */
  public static ChunkFacts of(ChunkEvents chunk) {
    return new Survey(chunk).facts();
  }

  /** One pass over connects and closes. */
  private static final class Survey {
    private final ChunkEvents chunk;
    private final UsableTuples usable;
    private final ChunkSpans spans = new ChunkSpans();
    private final Map<Long, Map<Long, Long>> samples = new HashMap<>();
    private long malformed;

    Survey(ChunkEvents chunk) {
      this.chunk = chunk;
      this.usable = new UsableTuples(chunk.dictionary());
      addConnects(chunk.connects());
      addCloses(chunk.closes());
    }

    private void addConnects(ConnectEvents connects) {
      long[] jvmIds = connects.patterns().jvmIds();
      ChunkSpans.@Nullable Span[] ofPattern = new ChunkSpans.@Nullable Span[jvmIds.length];
      for (int i = 0; i < connects.size(); i++) {
        int pattern = connects.pattern(i);
        long number = connects.connectionId(i);
        if (number % SAMPLED == 0) {
          samples
              .computeIfAbsent(jvmIds[pattern], jvmId -> new HashMap<>())
              .put(number, connects.start(i));
        }
        if (usable.connect(connects.path(i), connects.localPort(i))) {
          span(ofPattern, pattern, connects.patterns()::jvmId)
              .add(connects.start(i), connects.end(i));
        } else {
          malformed++;
        }
      }
    }

    private void addCloses(CloseEvents closes) {
      ChunkSpans.@Nullable Span[] ofPattern = new ChunkSpans.@Nullable Span[closes.patterns()];
      for (int i = 0; i < closes.size(); i++) {
        if (usable.close(closes.path(i), closes.localPort(i))) {
          span(ofPattern, closes.pattern(i), closes::jvmId).add(closes.time(i), closes.time(i));
        } else {
          malformed++;
        }
      }
    }

    private ChunkSpans.Span span(
        ChunkSpans.@Nullable Span[] ofPattern, int pattern, IntToLongFunction jvmIdOf) {
      ChunkSpans.Span span = ofPattern[pattern];
      if (span == null) {
        span = spans.span(jvmIdOf.applyAsLong(pattern));
        ofPattern[pattern] = span;
      }
      return span;
    }

    ChunkFacts facts() {
      Map<Long, TimeSpan> byJvm = new HashMap<>();
      spans.forEach((jvmId, first, last) -> byJvm.put(jvmId, new TimeSpan(first, last)));
      return new ChunkFacts(
          chunk.start(),
          chunk.end(),
          new ArrayList<>(chunk.complete()),
          new ArrayList<>(chunk.settings()),
          new ArrayList<>(chunk.statuses()),
          new ArrayList<>(chunk.hostTcp()),
          new ArrayList<>(chunk.others().counts()),
          byJvm,
          samples,
          malformed);
    }
  }
}
