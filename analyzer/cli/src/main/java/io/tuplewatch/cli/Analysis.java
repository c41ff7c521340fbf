package io.tuplewatch.cli;

import io.tuplewatch.advice.Advice;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.report.BaselineComparison;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.selection.replay.SelectionReport;
import org.jspecify.annotations.Nullable;

/**
 * What {@link AnalyzeCommand} found.
 *
 * @param selection null unless an output shows it
 * @param advice null unless it was asked for, or the first screen needs it
 * @param change since the baseline; null without one
 */
record Analysis(
    Diagnosis diagnosis,
    ReuseLog reuses,
    @Nullable SelectionReport selection,
    @Nullable Advice advice,
    @Nullable BaselineComparison change) {}
