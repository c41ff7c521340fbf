package io.tuplewatch.selection.recorded;

/**
 * The connects of one destination under one set of sysctls. Where these changed while it was
 * recorded there is one for each.
 *
 * @param timeline at least one connect
 */
public record RecordedDestination(
    DestinationKey key, SelectionSettings settings, ConnectTimeline timeline) {}
