package io.tuplewatch.recording.decode;

import io.tuplewatch.recording.ChunkDictionary;
import io.tuplewatch.recording.ThreadPools;
import io.tuplewatch.recording.format.Checkpoints;
import io.tuplewatch.recording.format.ChunkInput;
import io.tuplewatch.recording.format.ConstantPools;
import io.tuplewatch.recording.format.Metadata;
import io.tuplewatch.recording.text.TextEncoding;
import io.tuplewatch.recording.text.Texts;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the events of one chunk refer to in its constant pools: texts, call sites and names of
 * threads. Not thread-safe.
 */
final class PooledReferences {

  private static final String STRING = "java.lang.String";

  private static final Set<String> POOLS =
      Set.of(
          STRING,
          CallSites.STACK_TRACE,
          CallSites.METHOD,
          CallSites.CLASS,
          CallSites.SYMBOL,
          ThreadNames.THREAD);

  private final ChunkInput in;
  private final ConstantPools pools;
  private final ChunkDictionary dictionary;
  private final Texts texts;

  PooledReferences(ChunkInput in, Metadata types, ChunkDictionary dictionary) {
    this.in = in;
    this.pools = new ConstantPools(in, types);
    this.dictionary = dictionary;
    this.texts = dictionary.texts();
  }

  /**
   * Makes the dictionary know them. Without any the pools are not looked at.
   *
   * @return numbers of the texts that were not found
   */
  BitSet resolve(Checkpoints checkpoints, StackForm callSites) throws IOException {
    Set<Long> traces = dictionary.stackTraces();
    Set<Long> threads = dictionary.threads();
    if (traces.isEmpty() && threads.isEmpty() && texts.pooled().isEmpty()) {
      return new BitSet();
    }
    pools.find(POOLS, checkpoints);
    CallSites sites = CallSites.read(traces, pools, in, texts);
    Map<Long, Integer> names = ThreadNames.read(threads, pools, in, texts);
    BitSet missing = texts.resolve(strings(texts.pooled()));
    dictionary.resolve(
        trace -> sites.callSite(trace, callSites),
        thread -> ThreadPools.of(texts.get(names.getOrDefault(thread, Texts.NULL))));
    return missing;
  }

  private Map<Long, String> strings(Set<Long> ids) throws IOException {
    Map<Long, String> strings = new HashMap<>();
    pools.forEach(
        STRING,
        (id, shape) -> {
          int length = in.passText();
          if (ids.contains(id)) {
            String text = TextEncoding.decode(in.window(), in.at() - length, in.at());
            if (text != null) {
              strings.put(id, text);
            }
          }
        });
    return strings;
  }
}
