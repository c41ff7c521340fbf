package io.tuplewatch.selection.recorded;

import java.io.Serializable;
import java.util.Comparator;

/**
 * The connects of one destination under one set of sysctls. Where these changed while it was
 * recorded there is one for each.
 *
 * @param timeline at least one connect
 */
public record RecordedDestination(
    DestinationKey key, SelectionSettings settings, ConnectTimeline timeline)
    implements Serializable {

  /**
   * Those with most connects first. Which of equals come first decides what is looked at where
   * there are many, and does so by their first connects: by names, pseudonyms would decide
   * otherwise.
   */
  static final Comparator<RecordedDestination> BUSIEST_FIRST =
      Comparator.comparingInt((RecordedDestination each) -> -each.timeline().size())
          .thenComparingLong(each -> each.timeline().start(0))
          .thenComparingInt(each -> each.timeline().port(0))
          .thenComparing(RecordedDestination::key)
          .thenComparing(each -> String.valueOf(each.settings()));
}
