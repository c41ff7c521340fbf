package io.tuplewatch.recording;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Damages a recording in one seeded way. */
enum Mutation {
  BIT_FLIPS {
    @Override
    byte[] apply(byte[] file, List<Integer> chunks, Random random) {
      byte[] damaged = file.clone();
      for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      return damaged;
    }
  },
  CUT_ANYWHERE {
    @Override
    byte[] apply(byte[] file, List<Integer> chunks, Random random) {
      return Arrays.copyOf(file, 1 + random.nextInt(file.length - 1));
    }
  },
  CUT_AT_A_BOUNDARY {
    @Override
    byte[] apply(byte[] file, List<Integer> chunks, Random random) {
      int chunk = any(chunks, random);
      ByteBuffer header = ByteBuffer.wrap(file, chunk, file.length - chunk).slice();
      int offset =
          switch (random.nextInt(5)) {
            case 4 -> event(file, chunk, random) + random.nextInt(6) - chunk; // size, type, content
            case 0 -> random.nextInt(70); // within the header, or right behind it
            case 1 -> (int) header.getLong(16); // constant pool
            case 2 -> (int) header.getLong(24); // metadata
            default -> (int) header.getLong(8) - 1;
          };
      return Arrays.copyOf(file, Math.max(1, Math.min(file.length, chunk + offset)));
    }
  },
  HEADER_FIELD {
    @Override
    byte[] apply(byte[] file, List<Integer> chunks, Random random) {
      byte[] damaged = file.clone();
      long value = List.of(0L, -1L, 1L, 68L, Long.MAX_VALUE, 1L << 31).get(random.nextInt(6));
      ByteBuffer.wrap(damaged).putLong(any(chunks, random) + 8 * (1 + random.nextInt(7)), value);
      return damaged;
    }
  },
  HUGE_NUMBERS {
    @Override
    byte[] apply(byte[] file, List<Integer> chunks, Random random) {
      byte[] damaged = file.clone();
      int chunk = any(chunks, random);
      ByteBuffer header = ByteBuffer.wrap(file, chunk, file.length - chunk).slice();
      int from = chunk + (int) header.getLong(random.nextBoolean() ? 16 : 24);
      int at = from + random.nextInt(Math.min(400, damaged.length - from));
      Arrays.fill(damaged, at, Math.min(damaged.length, at + 1 + random.nextInt(9)), (byte) 0xFF);
      return damaged;
    }
  },
  HUGE_NUMBERS_IN_AN_EVENT {
    @Override
    byte[] apply(byte[] file, List<Integer> chunks, Random random) {
      byte[] damaged = file.clone();
      int event = event(file, any(chunks, random), random);
      int at = event + (random.nextBoolean() ? 0 : random.nextInt(80)); // its size, or any length
      Arrays.fill(damaged, at, Math.min(damaged.length, at + 1 + random.nextInt(9)), (byte) 0xFF);
      return damaged;
    }
  },
  GARBAGE_BETWEEN_CHUNKS {
    @Override
    byte[] apply(byte[] file, List<Integer> chunks, Random random) {
      int chunk = any(chunks.subList(1, chunks.size()), random);
      byte[] garbage = new byte[1 + random.nextInt(3000)];
      random.nextBytes(garbage);
      ByteBuffer longer = ByteBuffer.allocate(file.length + garbage.length);
      longer.put(file, 0, chunk).put(garbage);
      return longer.put(file, chunk, file.length - chunk).array();
    }
  },
  ZEROS {
    @Override
    byte[] apply(byte[] file, List<Integer> chunks, Random random) {
      byte[] damaged = file.clone();
      int at = random.nextInt(damaged.length);
      Arrays.fill(damaged, at, Math.min(damaged.length, at + random.nextInt(5000)), (byte) 0);
      return damaged;
    }
  },
  CHUNKS_SWAPPED {
    @Override
    byte[] apply(byte[] file, List<Integer> chunks, Random random) {
      List<Integer> order = new ArrayList<>(chunks);
      Collections.shuffle(order, random);
      ByteBuffer swapped = ByteBuffer.allocate(file.length);
      for (int chunk : order) {
        swapped.put(file, chunk, (int) ByteBuffer.wrap(file).getLong(chunk + 8));
      }
      return swapped.array();
    }
  },
  GARBAGE_APPENDED {
    @Override
    byte[] apply(byte[] file, List<Integer> chunks, Random random) {
      byte[] garbage = new byte[1 + random.nextInt(3000)];
      random.nextBytes(garbage);
      ByteBuffer longer = ByteBuffer.allocate(file.length + garbage.length);
      return longer.put(file).put(garbage).array();
    }
  };

  /** {@code chunks} are the starts of the chunks in the file. */
  abstract byte[] apply(byte[] file, List<Integer> chunks, Random random);

  static List<Integer> chunksOf(byte[] file) {
    List<Integer> chunks = new ArrayList<>();
    for (int at = 0; at < file.length; at += (int) ByteBuffer.wrap(file).getLong(at + 8)) {
      chunks.add(at);
    }
    return chunks;
  }

  /** Start of any event of a chunk. */
  private static int event(byte[] file, int chunk, Random random) {
    int end = chunk + (int) ByteBuffer.wrap(file).getLong(chunk + 8);
    List<Integer> events = new ArrayList<>();
    for (int at = chunk + 68; at < end; at += size(file, at)) {
      events.add(at);
    }
    return any(events, random);
  }

  private static int size(byte[] file, int event) {
    int size = 0;
    int shift = 0;
    int at = event;
    do {
      size |= (file[at] & 0x7F) << shift;
      shift += 7;
    } while (file[at++] < 0);
    return size;
  }

  private static int any(List<Integer> chunks, Random random) {
    return chunks.get(random.nextInt(chunks.size()));
  }
}
