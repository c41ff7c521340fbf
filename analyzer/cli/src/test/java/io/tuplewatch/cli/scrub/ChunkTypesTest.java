package io.tuplewatch.cli.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ChunkTypesTest {

  @Test
  void everyFieldThatIsLeftOutIsDocumented() throws IOException {
    String page = Files.readString(Path.of("../../docs/privacy.md"));

    assertThat(ChunkTypes.NOT_READ)
        .allSatisfy(field -> assertThat(page).contains("`" + field + "`"));
  }
}
