package io.tuplewatch.connection;

import io.tuplewatch.recording.Progress;
import io.tuplewatch.recording.Recording;
import io.tuplewatch.recording.TextReplacement;
import io.tuplewatch.recording.input.RecordingReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Everything the recordings say about connections.
 *
 * @param recordings what was read, per file
 * @param uses all uses of four-tuples, in no particular order; made anew at every step
 * @param withoutTuple attempts that used no tuple on the wire (no source port), counted by result
 * @param unsentFrom wall time, epoch ns, of the first of them that failed before a SYN was sent; 0
 *     if there is none
 * @param unsentTo of the last of them
 * @param jvms by JVM id
 * @param opens what the kernel counted, for each network namespace that is known, by its name
 * @param counted what agents counted that were told to leave connects out; empty if none was
 * @param everyUseWritten false: an agent was told to leave out connects of destinations that it
 *     records
 * @param from earliest event, epoch ns; 0 if there is none
 * @param to latest event, epoch ns; 0 if there is none
 * @param statuses what the agents counted, beside what was read
 */
public record ConnectionLog(
    List<Recording> recordings,
    Uses uses,
    Map<AttemptResult, Long> withoutTuple,
    long unsentFrom,
    long unsentTo,
    Map<Long, Jvm> jvms,
    List<NamespaceOpens> opens,
    List<CountedDestination> counted,
    boolean everyUseWritten,
    long from,
    long to,
    StatusCheck statuses,
    Quality quality) {

  /** Reads files, and all {@code *.jfr} below directories; damage is listed in the recordings. */
  public static ConnectionLog read(List<Path> inputs, Progress progress) {
    return read(inputs, TextReplacement.NONE, progress);
  }

  /**
   * The same with other texts in the place of those in the recordings. The names of files stay,
   * until {@link #withFiles}: what is wrong with them is told by name.
   */
  public static ConnectionLog read(
      List<Path> inputs, TextReplacement replacement, Progress progress) {
    return read(inputs, replacement, AddressRealm.NAMESPACE, progress);
  }

  /** Does the same, with tuples told apart within realms of this kind. */
  public static ConnectionLog read(
      List<Path> inputs, TextReplacement replacement, AddressRealm realm, Progress progress) {
    ConnectionLogBuilder builder = new ConnectionLogBuilder(realm);
    List<Recording> recordings =
        RecordingReader.read(
            inputs,
            replacement,
            chunk -> {
              builder.add(chunk);
              chunk.release();
            },
            progress);
    return builder.build(recordings);
  }

  /** Does the same with other names in the place of those of files. */
  public ConnectionLog withFiles(TextReplacement replacement) {
    return new ConnectionLog(
        recordings.stream().map(recording -> recording.withFiles(replacement)).toList(),
        uses,
        withoutTuple,
        unsentFrom,
        unsentTo,
        jvms,
        opens,
        counted,
        everyUseWritten,
        from,
        to,
        statuses,
        quality);
  }

  /** The files that were read or found unusable, in order of reading. */
  public List<Path> files() {
    return recordings.stream().map(Recording::file).toList();
  }

  /**
   * How long the use's own JVM had been recorded without a hole when the use started, ns. Another
   * process's recording says nothing about this JVM's unrecorded past.
   */
  public long historyBefore(Use use) {
    Jvm jvm = jvms.get(use.jvmId());
    return jvm == null || !use.startKnown() ? 0 : jvm.recorded().unbrokenBefore(use.start());
  }
}
