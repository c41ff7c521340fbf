package io.tuplewatch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.agent.Jdks.Jdk;
import io.tuplewatch.agent.cases.RaceCases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Closes and interrupts race connects; the server's list of accepted peer ports is the truth. At
 * full size in scripts/jdk-matrix.
 */
class RacingClosesIT {

  @TempDir Path directory;

  static Collection<Jdk> jdks() throws IOException, InterruptedException {
    return Jdks.found();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void everyAttemptIsRecordedOnceAndRightlyWhateverThreadWins(Jdk jdk) throws Exception {
    ChildJvm child = new ChildJvm(jdk, directory).asInProduction();

    assertThat(RaceVerdict.problems(child.run(RaceCases.class, "4", "1500"))).isEmpty();
  }
}
