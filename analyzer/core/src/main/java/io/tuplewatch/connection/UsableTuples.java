package io.tuplewatch.connection;

import io.tuplewatch.recording.ChunkDictionary;
import java.util.BitSet;

/** Which events of one chunk have a possible address and port. Not thread-safe. */
final class UsableTuples {

  private static final int MAX_PORT = 65535;

  private final BitSet paths = new BitSet();

  /** Looks at each path once. */
  UsableTuples(ChunkDictionary chunk) {
    for (int path = 0; path < chunk.paths(); path++) {
      int port = chunk.port(path);
      String remote = chunk.texts().get(chunk.remote(path));
      paths.set(path, port >= 1 && port <= MAX_PORT && remote != null && !remote.isEmpty());
    }
  }

  /** Whether a connect is usable; it has no source port where no SYN was sent. */
  boolean connect(int path, int localPort) {
    return localPort >= 0 && localPort <= MAX_PORT && paths.get(path);
  }

  boolean close(int path, int localPort) {
    return localPort >= 1 && localPort <= MAX_PORT && paths.get(path);
  }
}
