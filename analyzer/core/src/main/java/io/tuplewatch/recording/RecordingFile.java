package io.tuplewatch.recording;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Enumeration;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A file that may be a recording, a recording packed with gzip, or a zip archive of them; told by
 * its first bytes, whatever its name.
 *
 * @param input what the user named that led to it
 */
record RecordingFile(Path input, Path path) {

  private static final short GZIP_MAGIC = 0x1f8b;
  private static final int ZIP_MAGIC = 0x504b0304;
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
      ByteBuffer start = start(channel);
      if (start.remaining() >= 4 && start.getInt(0) == ZIP_MAGIC) {
        channel.close();
        openArchive(unpacking, found, unusable);
      } else if (start.remaining() >= 2 && start.getShort(0) == GZIP_MAGIC) {
        channel.close();
        openGzip(unpacking, found, unusable);
      } else {
        openPlain(path, channel, found, unusable);
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void openPlain(
      Path name, FileChannel channel, Consumer<FileReading> found, Consumer<Problem> unusable)
      throws IOException {
    if (channel.size() == 0) {
      String remedy =
          "the JVM fills it at exit, or at jcmd PID JFR.dump; of a killed JVM, name JFR's repository";
      unusable.accept(Problem.ofFile(name, "is empty", remedy));
      channel.close();
    } else if (ChunkHeader.hasMagic(start(channel))) {
      found.accept(new FileReading(input, name, channel));
    } else {
      unusable.accept(Problem.ofFile(name, "is not a JFR recording", "name a .jfr file"));
      channel.close();
    }
  }

  private void openGzip(
      Unpacking unpacking, Consumer<FileReading> found, Consumer<Problem> unusable)
      throws IOException {
    try (InputStream packed = new BufferedInputStream(Files.newInputStream(path))) {
      unpack(path, packed, true, Files.size(path), unpacking, found, unusable);
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
        boolean packed = entry.getName().endsWith(".jfr.gz");
        if (!entry.isDirectory() && (packed || entry.getName().endsWith(".jfr"))) {
          recordings++;
          openEntry(archive, entry, packed, unpacking, found, unusable);
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
      boolean gzip,
      Unpacking unpacking,
      Consumer<FileReading> found,
      Consumer<Problem> unusable)
      throws IOException {
    Path name = name(entry);
    try (InputStream in = archive.getInputStream(entry)) {
      unpack(name, in, gzip, entry.getCompressedSize(), unpacking, found, unusable);
    } catch (ZipException e) {
      unusable.accept(
          Problem.ofFile(name, "cannot be unpacked: " + e.getMessage(), "unpack it first"));
    }
  }

  private void unpack(
      Path name,
      InputStream packed,
      boolean gzip,
      long packedSize,
      Unpacking unpacking,
      Consumer<FileReading> found,
      Consumer<Problem> unusable)
      throws IOException {
    Unpacking.Result result;
    try (InputStream in = gzip ? new GZIPInputStream(packed, 1 << 16) : packed) {
      result = unpacking.unpack(in, packedSize);
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

  private static ByteBuffer start(FileChannel channel) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(4);
    channel.read(start, 0);
    return start.flip();
  }
}
