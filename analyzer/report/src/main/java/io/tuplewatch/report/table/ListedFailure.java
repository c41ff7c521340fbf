package io.tuplewatch.report.table;

import io.tuplewatch.diagnosis.FailureCause;
import io.tuplewatch.reuse.ClassifiedUses;

/** A failure, its cause, and the session before it. */
public record ListedFailure(ListedConnect connect, FailureCause cause) {

  /** Lists a failure among {@code uses}. */
  public static ListedFailure of(ClassifiedUses uses, FailureCause failure) {
    return new ListedFailure(ListedConnect.of(uses, failure), failure);
  }
}
