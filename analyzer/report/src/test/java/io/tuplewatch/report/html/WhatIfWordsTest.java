package io.tuplewatch.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import io.tuplewatch.selection.algorithm.SelectionAlgorithms;
import org.junit.jupiter.api.Test;

class WhatIfWordsTest {

  @Test
  void everyAlgorithmThatAWhatIfCanAskForHasWords() {
    assertThat(SelectionAlgorithms.all())
        .extracting(SelectionAlgorithm::change)
        .filteredOn(change -> change != null)
        .isNotEmpty()
        .allSatisfy(change -> assertThat(WhatIfWords.of(change)).isNotEqualTo(change));
  }

  @Test
  void changesAreToldOneAfterTheOther() {
    assertThat(WhatIfWords.of("rate=0.5x,lifetime=30m"))
        .isEqualTo("0.5 times the connects, connections kept for 30m");
  }
}
