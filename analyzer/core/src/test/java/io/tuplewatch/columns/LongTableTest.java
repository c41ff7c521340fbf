package io.tuplewatch.columns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongTableTest {

  private static final int ROWS = 10_000;

  /** Beyond the memory's bytes it lies in the file. */
  @ParameterizedTest
  @CsvSource({"1, 1000000000", "3, 1000000000", "3, 0", "2, 1000"})
  void valuesSurviveEveryGrowthAndNewRowsAreZero(int width, long memoryBytes) {
    LongTable table = new LongTable(new Storage(memoryBytes), width);
    for (int row = 0; row < ROWS; row++) {
      table.add();
      assertThat(table.get(row, width - 1)).isZero();
      table.set(row, 0, row);
      table.set(row, width - 1, -row);
    }

    assertThat(table.size()).isEqualTo(ROWS);
    for (int row = 0; row < ROWS; row++) {
      assertThat(table.get(row, width - 1)).isEqualTo(-row);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 128", "16, 128", "17, 256", "4096, 32768", "4097, 65536"})
  void roomIsAPowerOfTwoUntilItIsAWholeSegment(long rows, long bytes) {
    Storage storage = new Storage(bytes);
    new LongTable(storage, 1).resize(rows);

    assertThat(storage.fileSize()).isZero();
    storage.allocate(1, 1);
    assertThat(storage.fileSize()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"15, 128", "4096, 32768", "5000, 65536"})
  void releasedTablesGiveAllTheirRoomBack(long rows, int bytes) {
    Storage storage = new Storage(bytes);
    LongTable table = new LongTable(storage, 1);
    table.resize(rows);

    table.release();

    for (int left = bytes / Long.BYTES; left > 0; left -= 16) {
      storage.allocate(16, 1);
    }
    assertThat(storage.fileSize()).isZero();
  }
}
