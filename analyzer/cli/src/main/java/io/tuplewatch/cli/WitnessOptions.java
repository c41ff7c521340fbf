package io.tuplewatch.cli;

import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.witness.CaptureEvidence;
import io.tuplewatch.witness.CaptureSource;
import io.tuplewatch.witness.CaptureSource.Side;
import io.tuplewatch.witness.UnusableCaptureException;
import io.tuplewatch.witness.Witnesses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What others saw of the connects: the options of {@code analyze} that name it. */
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

  /**
   * Looks for the failed connects.
   *
   * @throws UnusableInput if a file cannot be opened or is of no known format
   */
  Witnesses ask(ReuseLog reuses) throws UnusableInput {
    if (captures.isEmpty()) {
      return Witnesses.NONE;
    }
    try {
      return new Witnesses(CaptureEvidence.of(reuses.uses(), captures));
    } catch (UnusableCaptureException e) {
      throw UnusableInput.of(e.file().toString(), "cannot be used", e.reason());
    }
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
