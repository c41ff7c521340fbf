package io.tuplewatch.cli;

import io.tuplewatch.diagnosis.Nat;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.witness.CaptureEvidence;
import io.tuplewatch.witness.CaptureSource;
import io.tuplewatch.witness.CaptureSource.Side;
import io.tuplewatch.witness.LogEvidence;
import io.tuplewatch.witness.UnusableCaptureException;
import io.tuplewatch.witness.Witnesses;
import io.tuplewatch.witness.firewalllog.LogReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** What others saw of the connects: the options that name it. */
final class WitnessOptions {

  @Option(
      names = "--capture",
      paramLabel = "SIDE=FILE",
      converter = CaptureConverter.class,
      description =
          "A packet capture (pcap, pcapng) of the recorded time, taken on the client's host"
              + " (client=FILE) or at the server (server=FILE): where the SYNs of failed connects"
              + " got to. Repeat it for more.")
  private List<CaptureSource> captures = new ArrayList<>();

  @Option(
      names = "--firewall-log",
      paramLabel = "FILE",
      description =
          "The log of a device on the path: what it says it blocked. Forms: PAN-OS, FortiGate,"
              + " Check Point, Cisco ASA, AWS and Azure flow logs, netfilter's LOG, CSV. Repeat it"
              + " for more.")
  private List<Path> logs = new ArrayList<>();

  @Option(
      names = "--firewall-log-zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description =
          "Time zone of times in the log that do not name theirs, such as Europe/Berlin or +02:00."
              + " Default: ${DEFAULT-VALUE}.")
  private ZoneId zone;

  @Option(
      names = "--firewall-log-skew",
      paramLabel = "SPAN",
      defaultValue = "5s",
      converter = Converters.DurationConverter.class,
      description =
          "How far the device's clock may be off; within that the difference is found. Default:"
              + " ${DEFAULT-VALUE}.")
  private Duration skew;

  @Option(
      names = "--firewall-log-columns",
      paramLabel = "PART=NAME",
      split = ",",
      description =
          "The log's own names of its fields, for time, source, source-port, target, target-port,"
              + " protocol, action, reason, age; with commas.")
  private Map<String, String> columns = new LinkedHashMap<>();

  @Option(
      names = "--firewall-log-held",
      paramLabel = "REGEX",
      description =
          "What a line says when the device blocked a SYN because it still held a session of the"
              + " four-tuple. Default: what is known of vendors.")
  private @Nullable Pattern held;

  /** Captures and logs hold true addresses, which pseudonyms cannot be compared with. */
  void requireSane(CommandSpec command, Anonymization anonymization) {
    if (anonymization.wanted() && !(captures.isEmpty() && logs.isEmpty())) {
      throw new ParameterException(
          command.commandLine(),
          "--capture and --firewall-log hold the true addresses, so --anonymize does not go with"
              + " them");
    }
  }

  /**
   * Looks for the failed connects.
   *
   * @throws UnusableInput if a file cannot be opened or is of no known format
   */
  Witnesses ask(ReuseLog reuses, Nat nat) throws UnusableInput {
    try {
      return new Witnesses(
          captures.isEmpty() ? null : CaptureEvidence.of(reuses.uses(), captures),
          logs.isEmpty() ? null : LogEvidence.of(reuses.uses(), logs, reading(reuses, nat)));
    } catch (UnusableCaptureException e) {
      throw UnusableInput.of(e.file().toString(), "cannot be used", e.reason());
    }
  }

  private LogEvidence.Reading reading(ReuseLog reuses, Nat nat) {
    ClassifiedUses uses = reuses.uses();
    long near = uses.isEmpty() ? 0 : uses.wallTime(uses.size() / 2);
    return new LogEvidence.Reading(
        new LogReader.Form(zone, near, columns), skew.toNanos(), held, nat == Nat.SOURCE);
  }

  /** client=FILE or server=FILE. */
  static final class CaptureConverter implements ITypeConverter<CaptureSource> {
    @Override
    public CaptureSource convert(String value) {
      int equals = value.indexOf('=');
      String side = equals < 0 ? "" : value.substring(0, equals).toLowerCase(Locale.ROOT);
      if (equals == value.length() - 1 || !(side.equals("client") || side.equals("server"))) {
        throw new TypeConversionException(
            "a capture is client=FILE or server=FILE: on which side was it taken?");
      }
      return new CaptureSource(
          side.equals("client") ? Side.CLIENT : Side.SERVER, Path.of(value.substring(equals + 1)));
    }
  }
}
