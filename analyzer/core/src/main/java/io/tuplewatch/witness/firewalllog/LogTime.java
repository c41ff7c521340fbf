package io.tuplewatch.witness.firewalllog;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads times as devices write them: ISO 8601 and its relatives, syslog's without a year, seconds
 * to nanoseconds since the epoch. Immutable, thread-safe.
 */
final class LogTime {

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final String CLOCK =
      "(\\d{1,2}):(\\d{2}):(\\d{2})(?:[.,](\\d{1,9}))?\\s?(Z|UTC|GMT|[+-]\\d{2}:?\\d{2})?";
  private static final Pattern DATED =
      Pattern.compile("(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})(?:[T ]+|\\s+-\\s+)" + CLOCK);
  private static final Pattern SYSLOG =
      Pattern.compile("\\b([A-Z][a-z]{2})\\s+(\\d{1,2})(?:\\s+(\\d{4}))?\\s+" + CLOCK);
  private static final Pattern EPOCH = Pattern.compile("\\d{10}(\\d{3}|\\d{6}|\\d{9})?");
  private static final long SECOND = 1_000_000_000L;

  private final ZoneId zone;
  private final long near;

  /**
   * @param zone of times that do not name theirs
   * @param near a time with no year is in the year that brings it nearest to this, epoch ns
   */
  LogTime(ZoneId zone, long near) {
    this.zone = zone;
    this.near = near;
  }

  /** First and last moment that a text can mean, epoch ns; null if there is no time in it. */
  long @Nullable [] parse(String text) {
    if (EPOCH.matcher(text).matches()) {
      long unit = SECOND;
      for (int digits = text.length(); digits > 10; digits -= 3) {
        unit /= 1000;
      }
      long from = Long.parseLong(text) * unit;
      return new long[] {from, from + unit - 1};
    }
    try {
      Matcher dated = DATED.matcher(text);
      if (dated.find()) {
        return clock(dated, number(dated, 1), number(dated, 2), number(dated, 3), 4);
      }
      Matcher syslog = SYSLOG.matcher(text);
      if (syslog.find()) {
        int month = MONTHS.indexOf(syslog.group(1).toLowerCase(Locale.ROOT)) + 1;
        if (syslog.group(3) != null) {
          return clock(syslog, number(syslog, 3), month, number(syslog, 2), 4);
        }
        return nearest(syslog, month, number(syslog, 2));
      }
    } catch (DateTimeException e) {
      return null;
    }
    return null;
  }

  private long[] nearest(Matcher syslog, int month, int day) {
    int year = LocalDateTime.ofEpochSecond(near / SECOND, 0, ZoneOffset.UTC).getYear();
    long[] best = clock(syslog, year, month, day, 4);
    for (int other : new int[] {year - 1, year + 1}) {
      long[] time = clock(syslog, other, month, day, 4);
      best = Math.abs(time[0] - near) < Math.abs(best[0] - near) ? time : best;
    }
    return best;
  }

  private long[] clock(Matcher match, int year, int month, int day, int group) {
    String fraction = match.group(group + 3);
    String offset = match.group(group + 4);
    LocalDateTime time =
        LocalDateTime.of(
            year,
            month,
            day,
            number(match, group),
            number(match, group + 1),
            Math.min(59, number(match, group + 2)));
    ZoneId own = offset == null || offset.isEmpty() ? zone : ZoneId.of(offset);
    long unit = SECOND;
    long nanos = 0;
    if (fraction != null) {
      for (int i = 0; i < fraction.length(); i++) {
        unit /= 10;
      }
      nanos = Long.parseLong(fraction) * unit;
    }
    long from = time.atZone(own).toEpochSecond() * SECOND + nanos;
    return new long[] {from, from + unit - 1};
  }

  private static int number(Matcher match, int group) {
    return Integer.parseInt(match.group(group));
  }
}
