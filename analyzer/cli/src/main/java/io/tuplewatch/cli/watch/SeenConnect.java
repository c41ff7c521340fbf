package io.tuplewatch.cli.watch;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.FourTuple;
import io.tuplewatch.connection.Use;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.SynSchedule;
import io.tuplewatch.reuse.UseKind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One connect attempt that has ended. Texts are the JVM's: clean them before they are shown.
 *
 * @param jvm whose it is
 * @param use what is recorded of it; its source port is 0 if no SYN was sent
 * @param result what it says of its path
 * @param reuse its tuple's past; null if it used none
 */
public record SeenConnect(
    JvmName jvm, Use use, AttemptResult result, @Nullable ClassifiedUse reuse) {

  /** Whether it enters a failure rate: it worked or failed. */
  public boolean judged() {
    return result.judged();
  }

  public boolean failed() {
    return result == AttemptResult.FAILED;
  }

  /** On a tuple that had been idle for less than the timeout. */
  public boolean earlyReuse() {
    return reuse != null && reuse.kind() == UseKind.EARLY_REUSE;
  }

  /** An early reuse that failed although its tuple had worked before. */
  public boolean failedEarlyReuse() {
    return reuse != null && reuse.failedEarlyReuse();
  }

  /** Whether it worked, but not before its second or a later SYN was due. */
  public boolean answeredLate() {
    return result == AttemptResult.WORKED
        && SynSchedule.synsAnswered(use.pendingNanos(), use.synSettings()) > 1;
  }

  public Outcome outcome() {
    return Objects.requireNonNull(use.outcome());
  }

  public FourTuple tuple() {
    return use.key().tuple();
  }
}
