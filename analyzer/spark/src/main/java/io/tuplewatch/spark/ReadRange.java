package io.tuplewatch.spark;

import io.tuplewatch.connection.AddressRealm;
import io.tuplewatch.connection.ChunkFacts;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.ChunkSlices;
import io.tuplewatch.recording.Recording;
import io.tuplewatch.recording.SettingsEvent;
import io.tuplewatch.recording.StatusEvent;
import io.tuplewatch.recording.input.RecordingReader;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A range as it was read.
 *
 * @param chunks in the order of the file
 */
record ReadRange(RecordedRange recorded, List<SlicedChunk> chunks) implements Serializable {

  /** So many slices a host can be divided into. */
  static final int FINEST = 32;

  /** One chunk, its connects and closes in {@link ChunkSlices}. */
  record SlicedChunk(ChunkFacts facts, List<byte[]> slices) implements Serializable {

    /** With those slices alone that are the k-th of every n. */
    SlicedChunk only(int k, int n) {
      List<byte[]> some = new ArrayList<>();
      for (int slice = k; slice < slices.size(); slice += n) {
        some.add(slices.get(slice));
      }
      return new SlicedChunk(facts, some);
    }

    ChunkEvents events() {
      ChunkEvents events = ChunkEvents.between(facts.start(), facts.end());
      slices.forEach(slice -> ChunkSlices.read(slice, events));
      return events;
    }
  }

  static ReadRange of(FileRange range, AddressRealm realm) {
    List<SlicedChunk> chunks = new ArrayList<>();
    Set<String> owners = new TreeSet<>();
    List<Recording> recordings =
        RecordingReader.read(
            Path.of(range.file()),
            range.bytes(),
            chunk -> {
              ChunkFacts facts = ChunkFacts.of(chunk);
              chunks.add(new SlicedChunk(facts, ChunkSlices.of(chunk, FINEST)));
              addOwners(facts, realm, owners);
              chunk.release();
            });
    List<RecordedRange.Contents> contents =
        recordings.stream().map(RecordedRange.Contents::of).toList();
    return new ReadRange(new RecordedRange(range, new ArrayList<>(contents), owners), chunks);
  }

  private static void addOwners(ChunkFacts chunk, AddressRealm realm, Set<String> owners) {
    if (realm == AddressRealm.SHARED) {
      owners.add("everything");
    }
    chunk.spans().keySet().forEach(jvmId -> owners.add("jvm " + jvmId));
    for (StatusEvent status : chunk.statuses()) {
      owners.add("jvm " + status.jvmId());
    }
    for (SettingsEvent settings : chunk.settings()) {
      owners.add("jvm " + settings.jvmId());
      if (settings.bootId() != null && settings.networkNamespace() > 0) {
        owners.add(
            realm == AddressRealm.NAMESPACE
                ? settings.bootId() + "/" + settings.networkNamespace()
                : "boot " + settings.bootId());
      }
    }
  }
}
