package io.tuplewatch.cli;

import io.tuplewatch.selection.simulation.Arrivals;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/** Reads connect times: seconds as decimals, one a line, never falling. Empty lines are skipped. */
final class TimelineReader {

  private static final int MOST_TIMES = 20_000_000;
  private static final int LONGEST_LINE = 32;
  private static final long MOST_SECONDS = Arrivals.Times.LAST / 1_000_000_000;

  private final InputStream in;
  private long[] nanos = new long[1024];
  private int count;
  private int lineNumber = 1;

  TimelineReader(InputStream in) {
    this.in = in;
  }

  /**
   * All times, ns; at least one.
   *
   * @throws IllegalArgumentException if a line is anything else; the message names it
   */
  long[] read() throws IOException {
    StringBuilder line = new StringBuilder();
    int read;
    do {
      read = in.read();
      if (read == '\n' || read < 0) {
        add(line.toString().strip());
        lineNumber++;
        line.setLength(0);
      } else if (line.length() < LONGEST_LINE) {
        line.append((char) read);
      } else {
        throw wrong("is no time in seconds");
      }
    } while (read >= 0);
    if (count == 0) {
      throw new IllegalArgumentException("holds no connect time");
    }
    return Arrays.copyOf(nanos, count);
  }

  private void add(String line) {
    if (line.isEmpty()) {
      return;
    }
    if (count == MOST_TIMES) {
      throw wrong("is one too many: 20000000 times are the most");
    }
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count] = nanos(line);
    if (count > 0 && nanos[count] < nanos[count - 1]) {
      throw wrong("is before the line it follows");
    }
    count++;
  }

  private long nanos(String line) {
    if (!line.matches("[0-9]{1,10}(\\.[0-9]{1,20})?")) {
      throw wrong("is no time in seconds");
    }
    BigDecimal seconds = new BigDecimal(line);
    if (seconds.compareTo(BigDecimal.valueOf(MOST_SECONDS)) > 0) {
      throw wrong("is more than 100 years from the start");
    }
    return seconds.movePointRight(9).setScale(0, RoundingMode.HALF_UP).longValueExact();
  }

  private IllegalArgumentException wrong(String problem) {
    return new IllegalArgumentException("line " + lineNumber + " " + problem);
  }
}
