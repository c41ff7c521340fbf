package io.tuplewatch.recording.input;

import io.tuplewatch.recording.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.tukaani.xz.MemoryLimitException;

/**
 * A file that may be a recording, a recording packed with gzip or xz, or a zip archive of them;
 * told by its first bytes, whatever its name.
 *
 * @param input what the user named that led to it
 */
record RecordingFile(Path input, Path path) {

  private static final int MAX_ENTRIES = 10_000;

  /** Opens the recordings in it, one after the other. */
  void open(Unpacking unpacking, Consumer<FileReading> found, Consumer<Problem> unusable)
      throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      unusable.accept(Problem.ofFile(path, "is not a regular file", "copy it to a file first"));
      return;
    }
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      switch (kind(channel)) {
        case ZIP -> {
          channel.close();
          openArchive(unpacking, found, unusable);
        }
        case GZIP, XZ -> {
          channel.close();
          try (InputStream packed = Files.newInputStream(path)) {
            unpack(path, packed, Files.size(path), unpacking, found, unusable);
          }
        }
        default -> openPlain(path, channel, found, unusable);
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void openPlain(
      Path name, FileChannel channel, Consumer<FileReading> found, Consumer<Problem> unusable)
      throws IOException {
    FileKind kind = kind(channel);
    if (channel.size() == 0) {
      String remedy =
          "the JVM fills it at exit, or at jcmd PID JFR.dump; of a killed JVM, name JFR's repository";
      unusable.accept(Problem.ofFile(name, "is empty", remedy));
      channel.close();
    } else if (kind == FileKind.JFR) {
      found.accept(new FileReading(input, name, channel));
    } else {
      unusable.accept(Problem.ofFile(name, kind.reason(), kind.remedy()));
      channel.close();
    }
  }

  private void openArchive(
      Unpacking unpacking, Consumer<FileReading> found, Consumer<Problem> unusable)
      throws IOException {
    try (ZipFile archive = new ZipFile(path.toFile())) {
      int recordings = 0;
      Enumeration<? extends ZipEntry> entries = archive.entries();
      for (int i = 0; i < MAX_ENTRIES && entries.hasMoreElements(); i++) {
        ZipEntry entry = entries.nextElement();
        if (!entry.isDirectory() && RecordingFiles.isRecording(entry.getName())) {
          recordings++;
          openEntry(archive, entry, unpacking, found, unusable);
        }
      }
      if (entries.hasMoreElements()) {
        String reason = "has more than " + MAX_ENTRIES + " entries: the others were not read";
        unusable.accept(Problem.ofFile(path, reason, "unpack it and name the directory"));
      } else if (recordings == 0) {
        unusable.accept(Problem.ofFile(path, "holds no .jfr file", "name a file or directory"));
      }
    } catch (ZipException e) {
      unusable.accept(
          Problem.ofFile(path, "is a damaged zip archive: " + e.getMessage(), "copy it again"));
    }
  }

  private void openEntry(
      ZipFile archive,
      ZipEntry entry,
      Unpacking unpacking,
      Consumer<FileReading> found,
      Consumer<Problem> unusable)
      throws IOException {
    Path name = name(entry);
    try (InputStream in = archive.getInputStream(entry)) {
      unpack(name, in, entry.getCompressedSize(), unpacking, found, unusable);
    } catch (ZipException e) {
      unusable.accept(
          Problem.ofFile(name, "cannot be unpacked: " + e.getMessage(), "unpack it first"));
    }
  }

  private void unpack(
      Path name,
      InputStream packed,
      long packedSize,
      Unpacking unpacking,
      Consumer<FileReading> found,
      Consumer<Problem> unusable)
      throws IOException {
    Unpacking.Result result;
    try (InputStream in = Unpacking.unpacked(packed)) {
      result = unpacking.unpack(in, packedSize);
    } catch (MemoryLimitException e) {
      String reason = "needs " + e.getMemoryNeeded() / 1024 + " MiB of memory to be unpacked";
      unusable.accept(Problem.ofFile(name, reason, "unpack it with xz -d, or raise java -Xmx"));
      return;
    } catch (IOException e) {
      String reason = "cannot be unpacked: " + e.getMessage();
      unusable.accept(Problem.ofFile(name, reason, "copy it again, or unpack it first"));
      return;
    }
    if (result.problem() != null) {
      unusable.accept(Problem.ofFile(name, result.problem(), "unpack it first"));
    }
    openPlain(name, result.channel(), found, unusable);
  }

  /** For people only; nothing is ever opened by it. */
  private Path name(ZipEntry entry) {
    try {
      return Path.of(path + "!/" + entry.getName());
    } catch (InvalidPathException e) {
      return Path.of(path + "!/(a name that is not one)");
    }
  }

  private static FileKind kind(FileChannel channel) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(FileKind.BYTES);
    while (start.hasRemaining() && channel.read(start, start.position()) > 0) {
      // a file is read in pieces at times
    }
    return FileKind.of(Arrays.copyOf(start.array(), start.position()));
  }
}
