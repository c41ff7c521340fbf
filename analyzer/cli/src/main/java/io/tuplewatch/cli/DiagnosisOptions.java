package io.tuplewatch.cli;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.diagnosis.Nat;
import io.tuplewatch.evidence.search.TimeoutSearch;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.reuse.ReuseLog;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** What every command takes that diagnoses recordings. */
final class DiagnosisOptions {

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description =
          "Recordings (.jfr, .jfr.gz, .zip), or directories with such files anywhere below them.")
  private List<Path> inputs;

  @Mixin private PathOptions path = new PathOptions();
  @Mixin private AddressRealmOption realm = new AddressRealmOption();

  List<Path> inputs() {
    return inputs;
  }

  Nat nat() {
    return path.nat();
  }

  void requireSane(CommandSpec command) {
    InputGuard.requireNamed(command, inputs);
  }

  /**
   * Reads the recordings.
   *
   * @throws UnusableInput if the key of pseudonyms cannot be read
   */
  ConnectionLog read(Anonymization anonymization, Progress progress) throws UnusableInput {
    return anonymization.read(inputs, realm.addressRealm(), progress);
  }

  /** Every use, classified by the timeout that was given or that the failures show. */
  ReuseLog detect(ConnectionLog log) {
    return TimeoutSearch.detect(log, path.firewallTimeout());
  }
}
