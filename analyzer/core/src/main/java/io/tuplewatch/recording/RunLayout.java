package io.tuplewatch.recording;

import io.tuplewatch.columns.RowIds;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The layout of an event type most of whose fields are the same in many events: varints, and
 * between them {@link FieldRun}s, which are compared and not read. Not thread-safe.
 *
 * <p>Events of known runs take a way of their own, short enough to be compiled as a whole and at
 * once; it leaves everything else to {@link #learn}.
 */
final class RunLayout extends EventLayout {

  private final FieldRun[] runs;

  /** By run, and for the end: the field before which varints end. */
  private final int[] varintsEnd;

  /** By field: its run; null for one of the varints between them. */
  private final @Nullable FieldRun[] runOf;

  /** By field: a varint's value; a run's number at its first field. */
  private final long[] read;

  /** Where {@link #read} has what is the same in many events. */
  private final int[] repeated;

  private final long[] combination;
  private final RowIds combinations;

  /** {@code repeated} are names of fields that are the same in many events. */
  RunLayout(Shape type, Texts texts, Set<String> repeated) {
    super(type, texts);
    read = new long[fields.size()];
    runOf = new @Nullable FieldRun[fields.size()];
    List<FieldRun> found = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int from = 0; from < read.length; ) {
      int end = endOfRun(from, repeated);
      if (end > from) {
        FieldRun run = new FieldRun(from, fields.subList(from, end), texts);
        Arrays.fill(runOf, from, end, run);
        found.add(run);
      }
      if (fields.subList(from, Math.max(from + 1, end)).stream()
          .anyMatch(field -> repeated.contains(field.name()))) {
        places.add(from);
      }
      from = Math.max(from + 1, end);
    }
    runs = found.toArray(FieldRun[]::new);
    varintsEnd = new int[runs.length + 1];
    Arrays.setAll(varintsEnd, i -> i < runs.length ? runs[i].first() : read.length);
    this.repeated = places.stream().mapToInt(Integer::intValue).toArray();
    combination = new long[places.size()];
    combinations = new RowIds(places.size());
  }

  /** A run begins with something else than a varint, which is quicker to read than to compare. */
  private int endOfRun(int from, Set<String> repeatedFields) {
    int end = from;
    while (end < fields.size()
        && (!fields.get(end).is(Shape.Kind.VARINT)
            || (end > from && repeatedFields.contains(fields.get(end).name())))) {
      end++;
    }
    return end;
  }

  @Override
  void read(ChunkInput in) throws IOException {
    if (!readKnown(in.window(), in.at(), in.at() + (int) in.remaining())) {
      learn(in);
    }
    in.skip(in.remaining());
  }

  /** False: it has runs not seen so far, or does not fit the type. */
  private boolean readKnown(byte[] window, int from, int end) {
    int at = from;
    int field = 0;
    for (int run = 0; run <= runs.length; run++) {
      while (field < varintsEnd[run] && at <= end) {
        int length = Varint.length(window, at);
        read[field++] = Varint.value(window, at, length);
        at += length;
      }
      if (run < runs.length) {
        int number = runs[run].find(window, at, end);
        if (number < 0) {
          return false;
        }
        read[field] = number;
        field += runs[run].fields();
        at += runs[run].length(number);
      }
    }
    return at == end;
  }

  private void learn(ChunkInput in) throws IOException {
    for (int field = 0; field < read.length; ) {
      FieldRun run = runOf[field];
      read[field] = run == null ? in.readVarint() : run.learn(in);
      field += run == null ? 1 : run.fields();
    }
    in.requireNotPassed();
    if (in.remaining() > 0) {
      throw new EOFException("an event is longer than its type");
    }
  }

  /** A number from 0 for the repeated fields together: where it is equal, so are they. */
  int combination() {
    for (int i = 0; i < repeated.length; i++) {
      combination[i] = read[repeated[i]];
    }
    return combinations.idOf(combination);
  }

  /** How many combinations there are; they are numbered from 0. */
  int combinations() {
    return combinations.size();
  }

  /** Makes the repeated fields of the event read last those of this combination. */
  void recallCombination(int number) {
    for (int i = 0; i < repeated.length; i++) {
      read[repeated[i]] = combinations.get(number, i);
    }
  }

  @Override
  long valueAt(int position) {
    FieldRun run = runOf[position];
    return run == null
        ? read[position]
        : run.value((int) read[run.first()], position - run.first());
  }
}
