package io.tuplewatch.report.letter;

import io.tuplewatch.connection.Use;
import io.tuplewatch.report.SideWording;
import io.tuplewatch.report.Wording;
import io.tuplewatch.report.letter.Letter.Block;
import io.tuplewatch.report.letter.Letter.Grid;
import io.tuplewatch.report.letter.Letter.Paragraph;
import io.tuplewatch.report.letter.Letter.Section;
import io.tuplewatch.report.table.ListedConnect;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The sessions as tables: A, which failed, and B, which worked. */
final class SessionTables {

  private final boolean oneDay;

  private SessionTables(Sessions sessions) {
    this.oneDay =
        Stream.concat(sessions.clearest().stream(), sessions.worked().stream())
                .flatMap(c -> Stream.of(c.sessionStart(), c.firstSyn(), c.lastSyn()))
                .filter(time -> time != Use.UNKNOWN)
                .map(Wording::date)
                .distinct()
                .count()
            <= 1;
  }

  static List<Section> of(Sessions sessions, @Nullable String attached) {
    SessionTables tables = new SessionTables(sessions);
    List<Section> sections = new ArrayList<>();
    String shown = shown(sessions, attached);
    String day = tables.day(sessions.clearest().get(0));
    sections.add(
        new Section(
            "A  No connection: " + day,
            List.of(
                new Paragraph(shown), tables.grid(sessions.clearest()), tables.note(sessions))));
    if (!sessions.worked().isEmpty()) {
      sections.add(
          new Section(
              "B  Worked, for contrast: the port had rested longer",
              List.of(tables.grid(sessions.worked()))));
    }
    return sections;
  }

  private static String shown(Sessions sessions, @Nullable String attached) {
    int shown = sessions.clearest().size();
    if (shown == sessions.count()) {
      return "All " + Wording.count(shown, "connect") + ", in order of time.";
    }
    String all =
        attached == null ? "tuplewatch list failed --csv lists all." : attached + " has all.";
    return "The " + shown + " clearest of " + Wording.count(sessions.count()) + ". " + all;
  }

  private String day(ListedConnect first) {
    return (oneDay ? Wording.date(first.firstSyn()) + ", " : "") + "times in UTC";
  }

  private Grid grid(List<ListedConnect> connects) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(
        List.of(
            "port",
            "session opened",
            "closed",
            "by",
            "first SYN",
            "last SYN",
            "SYNs",
            "idle",
            "outcome"));
    connects.forEach(connect -> lines.add(line(connect)));
    return new Grid(lines);
  }

  private List<String> line(ListedConnect c) {
    return List.of(
        String.valueOf(c.connect().use().key().tuple().localPort()),
        time(c.sessionStart()),
        time(c.sessionEnd()),
        c.session() == null ? "-" : SideWording.name(c.sessionClosedBy()),
        time(c.firstSyn()),
        c.syns() == 1 ? "-" : time(c.lastSyn()),
        String.valueOf(c.syns()),
        idle(c),
        Wording.outcome(c.connect().use().outcome()));
  }

  private String time(long epochNanos) {
    if (epochNanos == Use.UNKNOWN) {
      return "-";
    }
    return oneDay ? Wording.clock(epochNanos) : Wording.time(epochNanos);
  }

  private static String idle(ListedConnect c) {
    if (c.connect().idle() == Use.UNKNOWN) {
      return "-";
    }
    Use previous = c.connect().previous();
    return (c.connect().idleAtMost() ? "< " : "")
        + Wording.span(c.connect().idle())
        + (previous != null && !previous.connected() ? " *" : "");
  }

  private Block note(Sessions sessions) {
    boolean between =
        Stream.concat(sessions.clearest().stream(), sessions.worked().stream())
            .map(c -> c.connect().previous())
            .anyMatch(previous -> previous != null && !previous.connected());
    return new Paragraph(
        "Session: the last connection on this four-tuple before. Idle: from its last packet to the"
            + " SYN."
            + (between
                ? " * An attempt that got no answer lies between; idle counts from its last SYN."
                : "")
            + " Repeated SYNs are where the kernel's schedule puts them, up to 40 ms late.");
  }
}
