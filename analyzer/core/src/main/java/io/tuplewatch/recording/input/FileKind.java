package io.tuplewatch.recording.input;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * What a file is, told by its first bytes and never by its name. The order is that of trying: what
 * is told by few bytes comes after what is told by many.
 */
enum FileKind {
  JFR("", "", at(0, "464c5200")),
  GZIP("", "", at(0, "1f8b")),
  XZ("", "", at(0, "fd377a585a00")),
  ZIP("", "", at(0, "504b0304"), at(0, "504b0506")),
  ZSTD("is compressed with zstd", "unpack it with zstd -d", at(0, "28b52ffd"), at(0, "502a4d18")),
  LZ4("is compressed with lz4", "unpack it with lz4 -d", at(0, "04224d18"), at(0, "02214c18")),
  BZIP2("is compressed with bzip2", "unpack it with bunzip2", at(0, "425a68")),
  SNAPPY("is compressed with snappy", "unpack it first", at(0, "ff060000734e61507059")),
  COMPRESS("is compressed with compress", "unpack it with uncompress", at(0, "1f9d")),
  LZIP("is compressed with lzip", "unpack it with lzip -d", at(0, "4c5a4950")),
  SEVEN_ZIP("is a 7z archive", "unpack it with 7z x", at(0, "377abcaf271c")),
  RAR("is a RAR archive", "unpack it with unrar x", at(0, "526172211a07")),
  TAR("is a tar archive", "unpack it with tar -xf and name the directory", at(257, "7573746172")),
  LFS(
      "is a Git LFS pointer, not the file itself",
      "fetch the file with git lfs pull",
      text("version https://git-lfs")),
  ANNEX(
      "is a git-annex pointer, not the file itself",
      "fetch the file with git annex get",
      text("/annex/objects/")),
  HEAP_DUMP(
      "is a heap dump", "record with Flight Recorder: jcmd PID JFR.start", text("JAVA PROFILE ")),
  PERF_DATA("is perf's data, not a JFR recording", "name a .jfr file", text("PERFILE2")),
  PCAP(
      "is a packet capture, not a JFR recording",
      "name a .jfr file",
      at(0, "d4c3b2a1"),
      at(0, "a1b2c3d4"),
      at(0, "4d3cb2a1"),
      at(0, "a1b23c4d"),
      at(0, "0a0d0d0a")),
  ELF("is a program or a core dump, not a JFR recording", "name a .jfr file", at(0, "7f454c46")),
  CLASS("is a Java class, not a JFR recording", "name a .jfr file", at(0, "cafebabe")),
  SETTINGS(
      "holds Flight Recorder's settings, not a recording",
      "name the .jfr file that was recorded with them",
      text("<?xml"),
      text("<configuration")) {
    @Override
    boolean is(String start) {
      return super.is(start) && start.contains("<configuration");
    }
  },
  HTML(
      "is a web page or XML, not a JFR recording",
      "download the recording itself",
      text("<!DOCTYPE"),
      text("<!doctype"),
      text("<html"),
      text("<HTML"),
      text("<?xml")),
  JSON(
      "is JSON, but not what the agent writes",
      "name a .jfr file, or the .jsonl that the agent writes",
      text("{"),
      text("[")),
  ZEROS("begins with nothing but zeros", "copy or dump the recording again") {
    @Override
    boolean is(String start) {
      return start.length() >= Long.BYTES && start.chars().allMatch(b -> b == 0);
    }
  },
  TEXT("is a text, not a JFR recording", "name a .jfr file, not what was printed of it") {
    @Override
    boolean is(String start) {
      return !start.isEmpty()
          && start.chars().allMatch(b -> b >= ' ' || b == '\n' || b == '\r' || b == '\t');
    }
  },
  OTHER("is not a JFR recording", "name a .jfr file") {
    @Override
    boolean is(String start) {
      return true;
    }
  };

  /** So many bytes tell. */
  static final int BYTES = 512;

  private record Signature(int at, String bytes) {}

  private final String reason;
  private final String remedy;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Signature> signatures;

  FileKind(String reason, String remedy, Signature... signatures) {
    this.reason = reason;
    this.remedy = remedy;
    this.signatures = List.of(signatures);
  }

  /** {@code start} are the first {@link #BYTES} bytes, or all. */
  static FileKind of(byte[] start) {
    String bytes = new String(start, StandardCharsets.ISO_8859_1);
    return Arrays.stream(values()).filter(kind -> kind.is(bytes)).findFirst().orElse(OTHER);
  }

  /** {@code start} has a char for each byte. */
  boolean is(String start) {
    return signatures.stream().anyMatch(found -> start.startsWith(found.bytes, found.at));
  }

  /** Continues "FILE: "; for a kind that is read, why it is not where it was found. */
  String reason() {
    return reason.isEmpty() ? "is packed twice" : reason;
  }

  String remedy() {
    return remedy.isEmpty() ? "unpack it first" : remedy;
  }

  private static Signature text(String text) {
    return new Signature(0, text);
  }

  private static Signature at(int index, String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return new Signature(index, new String(bytes, StandardCharsets.ISO_8859_1));
  }
}
