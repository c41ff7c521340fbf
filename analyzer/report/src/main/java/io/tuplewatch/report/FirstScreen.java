package io.tuplewatch.report;

import io.tuplewatch.advice.Advice;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Tally;
import io.tuplewatch.fleet.Fleet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader in a hurry wants to know: the likely cause of the trouble, the one table that shows
 * it, what to do next, and how far it can be trusted. Computed once by {@link #of}, for every way
 * to show it: {@link FirstScreenText} on a terminal, the HTML report at its top. Immutable.
 *
 * <p>No text holds control, format or bidi characters, whatever the recordings hold; each output
 * still has to escape for its own format.
 *
 * @param where destination and time, such as "10.0.0.5 -> 10.1.2.3:5432"
 * @param when the recorded time, UTC
 * @param who the JVMs and their hosts
 * @param kind what the trouble is
 * @param verdict the likely cause in one sentence, without names from recordings; shown large
 * @param explained how many failures there are, and how many the verdict explains
 * @param tables the first shows the verdict; a second one follows where many destinations are
 *     ranked. Of many hosts they are a ranking of hosts and of destinations
 * @param next what to do, most useful first
 * @param trust sentences
 */
public record FirstScreen(
    String where,
    String when,
    String who,
    Kind kind,
    String verdict,
    List<String> explained,
    List<Table> tables,
    List<Step> next,
    List<String> trust) {

  public FirstScreen {
    explained = List.copyOf(explained);
    tables = List.copyOf(tables);
    next = List.copyOf(next);
    trust = List.copyOf(trust);
  }

  /** What the trouble is. */
  public enum Kind {
    /** Connects on source ports that were used shortly before fail, and the others do not. */
    REUSE,
    /** For a time nothing was answered, whatever the source port. */
    OUTAGE,
    /** Connects were refused, whatever the source port. */
    REFUSED,
    /** Connects were not answered, and neither reuse nor an outage is why. */
    UNANSWERED,
    /** Connects fail once many others have just worked, whatever the source port. */
    LIMIT,
    /** The client had no free source port. */
    NO_FREE_PORT,
    /** Something else on this host kept the client from sending anything. */
    NOT_SENT,
    /** All connects worked, but late where their source port was used shortly before. */
    DELAYED,
    /** Failures, and no cause that can be named. */
    CANNOT_TELL,
    /** Nothing failed. */
    NO_TROUBLE,
    /** Nothing was recorded that could have failed. */
    NOTHING_RECORDED;

    /** Whether something is wrong for which a cause is named. */
    public boolean named() {
      return compareTo(CANNOT_TELL) < 0;
    }
  }

  /**
   * Counts of connects. Where {@code complete}, the rows add up to all connects that worked or
   * failed.
   *
   * @param heading of the first column
   * @param counted of the second: what {@link Tally#failed} of its connects are, "failed" for one
   * @param complete whether the rows hold every connect once
   */
  public record Table(String heading, String counted, boolean complete, List<Row> rows) {
    public Table {
      rows = List.copyOf(rows);
    }
  }

  /**
   * One row.
   *
   * @param connects how many, and how many of them failed
   * @param reading what a reader should see in the row; may be empty
   */
  public record Row(String label, Tally connects, String reading) {}

  /**
   * Something to do.
   *
   * @param what in a few words
   * @param how commands and explanations, a line each; may be empty
   */
  public record Step(String what, List<String> how) {
    public Step {
      how = List.copyOf(how);
    }
  }

  /**
   * Computes the first screen.
   *
   * @param advice for the expected effect of changes; null where it was not asked for, then no
   *     effect is given. {@link #wantsAdvice} says where that is worth its time.
   */
  public static FirstScreen of(Diagnosis diagnosis, @Nullable Advice advice) {
    Trouble trouble = Trouble.of(diagnosis);
    return Fleet.large(diagnosis)
        ? new FleetScreen(trouble, Fleet.of(diagnosis)).screen(advice)
        : of(trouble, advice);
  }

  private static FirstScreen of(Trouble trouble, @Nullable Advice advice) {
    return new FirstScreen(
        trouble.where(),
        trouble.when(),
        trouble.who(),
        trouble.kind(),
        new ScreenVerdict(trouble).sentence(),
        new ScreenExplanation(trouble).sentences(),
        new ScreenTables(trouble).tables(),
        new ScreenSteps(trouble, advice).steps(),
        new ScreenTrust(trouble).sentences());
  }

  /** Whether {@link #of} gives the expected effects of changes, and so wants the advice. */
  public static boolean wantsAdvice(Diagnosis diagnosis) {
    return Trouble.of(diagnosis).kind() == Kind.REUSE;
  }
}
