package io.tuplewatch.spark;

import io.tuplewatch.recording.Peer;
import io.tuplewatch.recording.Problem;
import io.tuplewatch.recording.Recording;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the driver needs to know of a range.
 *
 * @param recordings what was read in it: several of an archive
 * @param owners whose connects it holds: JVMs and network namespaces, or hosts
 */
record RecordedRange(FileRange range, List<Contents> recordings, Set<String> owners)
    implements Serializable {

  /** A {@link Recording}, whose paths cannot be sent. */
  record Contents(
      String file,
      long size,
      int chunks,
      long connects,
      long closes,
      long settings,
      long lostBytes,
      List<SentPeer> peers,
      List<Damage> problems)
      implements Serializable {

    static Contents of(Recording recording) {
      return new Contents(
          recording.file().toString(),
          recording.size(),
          recording.chunks(),
          recording.connects(),
          recording.closes(),
          recording.settings(),
          recording.lostBytes(),
          recording.peers().stream().map(SentPeer::of).toList(),
          recording.problems().stream().map(Damage::of).toList());
    }

    Recording in(Path input) {
      return new Recording(
          input,
          Path.of(file),
          size,
          chunks,
          connects,
          closes,
          settings,
          lostBytes,
          peers.stream().map(SentPeer::peer).toList(),
          problems.stream().map(Damage::problem).toList());
    }
  }

  /** A {@link Peer}. */
  record SentPeer(
      @Nullable String host, String address, int port, long events, long first, long last)
      implements Serializable {

    static SentPeer of(Peer peer) {
      return new SentPeer(
          peer.host(), peer.address(), peer.port(), peer.events(), peer.first(), peer.last());
    }

    Peer peer() {
      return new Peer(host, address, port, events, first, last);
    }
  }

  /** A {@link Problem}. */
  record Damage(String file, int chunk, String reason, String remedy, boolean dataLost)
      implements Serializable {

    static Damage of(Problem problem) {
      return new Damage(
          problem.file().toString(),
          problem.chunk(),
          problem.reason(),
          problem.remedy(),
          problem.dataLost());
    }

    Problem problem() {
      return new Problem(Path.of(file), chunk, reason, remedy, dataLost);
    }
  }

  /**
   * Those of a file, whose ranges these are, the first one first; {@code input}: what the user
   * named.
   */
  static List<Recording> together(List<RecordedRange> ranges, Path input) {
    List<Recording> recordings = new ArrayList<>();
    for (int i = 0; i < ranges.get(0).recordings().size(); i++) {
      int number = i;
      recordings.add(
          Recording.together(
              ranges.stream()
                  .filter(range -> number < range.recordings().size())
                  .map(range -> range.recordings().get(number).in(input))
                  .toList()));
    }
    return recordings;
  }

  long connects() {
    return recordings.stream().mapToLong(Contents::connects).sum();
  }
}
