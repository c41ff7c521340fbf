package io.tuplewatch.recording.format;

import java.io.IOException;
import java.util.List;

/**
 * How the values of a type are encoded. Immutable.
 *
 * @param parts in their order; none unless a structure
 * @param varints how many varints a value is, if it is nothing else; -1 = it is something else
 */
public record Shape(Kind kind, List<Part> parts, long varints) {

  /**
   * Integers of more than a byte, and references into constant pools, are varints. Each kind passes
   * its values by a method of its own, which the compiler does not copy into the caller: structures
   * within structures would become one method of 40 KB.
   */
  public enum Kind {
    BYTE {
      @Override
      void skip(ChunkInput in, long count, List<Part> parts) throws IOException {
        in.skip(count);
      }
    },
    VARINT {
      @Override
      void skip(ChunkInput in, long count, List<Part> parts) throws IOException {
        in.skipVarints(count);
      }
    },
    FLOAT {
      @Override
      void skip(ChunkInput in, long count, List<Part> parts) throws IOException {
        in.skip(count * Float.BYTES);
      }
    },
    DOUBLE {
      @Override
      void skip(ChunkInput in, long count, List<Part> parts) throws IOException {
        in.skip(count * Double.BYTES);
      }
    },
    TEXT {
      @Override
      void skip(ChunkInput in, long count, List<Part> parts) throws IOException {
        for (long i = 0; i < count; i++) {
          in.skipText();
        }
      }
    },
    STRUCTURE {
      @Override
      void skip(ChunkInput in, long count, List<Part> parts) throws IOException {
        for (long i = 0; i < count; i++) {
          for (Part part : parts) {
            part.skip(in);
          }
        }
      }
    };

    abstract void skip(ChunkInput in, long count, List<Part> parts) throws IOException;
  }

  /** A field; of an array, a count comes before the values. */
  public record Part(String name, Shape shape, boolean array) {

    public void skip(ChunkInput in) throws IOException {
      if (array) {
        shape.skip(in, in.readCount());
      } else {
        shape.skip(in, 1);
      }
    }

    public boolean is(Kind kind) {
      return !array && shape.kind == kind;
    }
  }

  static final Shape BYTE = new Shape(Kind.BYTE, List.of(), -1);
  public static final Shape VARINT = new Shape(Kind.VARINT, List.of(), 1);
  static final Shape FLOAT = new Shape(Kind.FLOAT, List.of(), -1);
  static final Shape DOUBLE = new Shape(Kind.DOUBLE, List.of(), -1);
  static final Shape TEXT = new Shape(Kind.TEXT, List.of(), -1);

  public static Shape structure(List<Part> parts) {
    long varints = 0;
    for (Part part : parts) {
      long more = part.array ? -1 : part.shape.varints;
      varints = varints < 0 || more < 0 ? -1 : Math.min(varints + more, Integer.MAX_VALUE);
    }
    return new Shape(Kind.STRUCTURE, List.copyOf(parts), varints);
  }

  /** Skips {@code count} values. Time is bounded by the bytes there are: no part is empty. */
  public void skip(ChunkInput in, long count) throws IOException {
    if (varints >= 0) {
      in.skipVarints(count * varints);
    } else {
      kind.skip(in, count, parts);
    }
  }
}
