package io.tuplewatch.spark;

import io.tuplewatch.connection.AddressRealm;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.Jvm;
import io.tuplewatch.recording.Peer;
import io.tuplewatch.recording.Problem;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.recording.Recording;
import io.tuplewatch.recording.SettingsEvent;
import io.tuplewatch.recording.TextReplacement;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is in one file, as it goes from a task to the driver.
 *
 * @param file its path
 * @param recordings what was read in it: several of an archive
 * @param owners whose connects it holds: JVMs and network namespaces, or hosts
 */
record RecordedFile(String file, List<Contents> recordings, Set<String> owners)
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

  /** Reads a file. */
  static RecordedFile read(String file, AddressRealm realm) {
    ConnectionLog log =
        ConnectionLog.read(List.of(Path.of(file)), TextReplacement.NONE, realm, Progress.NONE);
    List<Contents> contents = new ArrayList<>();
    log.recordings().forEach(recording -> contents.add(Contents.of(recording)));
    Set<String> owners = new TreeSet<>();
    log.jvms().values().forEach(jvm -> owners.addAll(owners(jvm, realm)));
    return new RecordedFile(file, contents, owners);
  }

  private static Set<String> owners(Jvm jvm, AddressRealm realm) {
    Set<String> owners = new TreeSet<>();
    owners.add("jvm " + jvm.jvmId());
    if (realm == AddressRealm.SHARED) {
      owners.add("everything");
    }
    for (SettingsEvent settings : jvm.settings()) {
      if (settings.bootId() != null && settings.networkNamespace() > 0) {
        owners.add(
            realm == AddressRealm.NAMESPACE
                ? settings.bootId() + "/" + settings.networkNamespace()
                : "boot " + settings.bootId());
      }
    }
    return owners;
  }

  /** The recordings in it; {@code input}: what the user named. */
  List<Recording> recordings(Path input) {
    return recordings.stream().map(each -> each.in(input)).toList();
  }
}
