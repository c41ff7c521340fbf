package io.tuplewatch.diagnosis;

import io.tuplewatch.evidence.comparison.MultipleTests;
import io.tuplewatch.recording.Recording;
import io.tuplewatch.reuse.IdleTimeout;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One diagnosis of recordings that are looked at in parts, wherever these are: the same as that of
 * all of them at once. No destination may be in two parts.
 *
 * <p>Parts depend on each other in two numbers only: the idle timeout that the failures of all
 * show, and how many tests were made. So there is a first look at all of them, then they are asked
 * for their diagnosis, and again as far as the tests of the others turn out to change anything.
 */
public final class PartwiseDiagnosis {

  /** A part whose naming of causes goes back and forth gets no better with more. */
  private static final int MOST_ROUNDS = 5;

  /** What is asked of a part. */
  public record Question(int part, IdleTimeout timeout, MultipleTests elsewhere)
      implements Serializable {}

  /** Who looks at the parts. */
  public interface Engine {

    /** How many there are, one at least. */
    int parts();

    /** The answers of {@link Diagnosis#ofPart}, in the order of the questions. */
    List<Diagnosis> diagnose(List<Question> questions);
  }

  private PartwiseDiagnosis() {}

  /**
   * Asks all parts.
   *
   * @param look at all of them
   * @param given the idle timeout, above 0; null if the user gave none
   * @param recordings of all parts, in the order in which they are to be listed
   */
  public static Diagnosis of(
      Engine engine, FirstLook look, @Nullable Duration given, List<Recording> recordings) {
    IdleTimeout timeout = look.timeout(given);
    List<@Nullable Question> answered = new ArrayList<>();
    List<@Nullable Diagnosis> parts = new ArrayList<>();
    for (int part = 0; part < engine.parts(); part++) {
      answered.add(null);
      parts.add(null);
    }
    for (int round = 0; round < MOST_ROUNDS; round++) {
      List<Question> open = open(timeout, answered, parts);
      if (open.isEmpty()) {
        break;
      }
      List<Diagnosis> answers = engine.diagnose(open);
      for (int i = 0; i < open.size(); i++) {
        answered.set(open.get(i).part(), open.get(i));
        parts.set(open.get(i).part(), answers.get(i));
      }
    }
    return Diagnosis.together(
        parts.stream().map(part -> Objects.requireNonNull(part)).toList(),
        recordings,
        look.statuses());
  }

  /** Those that were not asked yet, or would be asked otherwise by now. */
  private static List<Question> open(
      IdleTimeout timeout, List<@Nullable Question> answered, List<@Nullable Diagnosis> parts) {
    List<Question> open = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      Question question = new Question(part, timeout, elsewhere(part, parts));
      Diagnosis known = parts.get(part);
      boolean depends = known == null || !known.findings().tests().equals(MultipleTests.NONE);
      if (depends && !question.equals(answered.get(part))) {
        open.add(question);
      }
    }
    return open;
  }

  private static MultipleTests elsewhere(int part, List<@Nullable Diagnosis> parts) {
    MultipleTests tests = MultipleTests.NONE;
    for (int other = 0; other < parts.size(); other++) {
      Diagnosis known = parts.get(other);
      if (other != part && known != null) {
        tests = tests.and(known.findings().tests());
      }
    }
    return tests;
  }
}
