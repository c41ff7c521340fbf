package io.tuplewatch.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TextLimitTest {

  private static final Path FILE = Path.of("a.jfr");

  @Test
  void textsBeyondTheLimitAreLeftOutAndThoseKnownAreKept() {
    TextLimit limit = new TextLimit(2 * (160 + 2 * 5));

    ChunkEvents first = chunk("host1", "host2", "host3");
    ChunkEvents second = chunk("host2", "host4", "host1");
    limit.apply(first);
    limit.apply(second);

    assertThat(first.closes()).extracting(CloseEvent::host).containsExactly("host1", "host2", null);
    assertThat(second.closes())
        .extracting(CloseEvent::host)
        .containsExactly("host2", null, "host1");
    assertThat(limit.problemOf(FILE))
        .isEqualTo(
            Problem.ofFile(
                FILE,
                "has more different hosts, addresses, messages or call sites than fit in memory:"
                    + " 2 were left out",
                "raise java -Xmx"));
    assertThat(limit.problemOf(FILE)).isNull();
  }

  @Test
  void nothingIsSaidWhereAllTextsFit() {
    TextLimit limit = new TextLimit(10_000);

    limit.apply(chunk("host1", "host2"));

    assertThat(limit.problemOf(FILE)).isNull();
  }

  private static ChunkEvents chunk(String... hosts) {
    ChunkEvents chunk = ChunkEvents.startingAt(0);
    for (String host : hosts) {
      chunk.closes().add(new CloseEvent(1, 2, 3, host, null, 443, null, 40_000, null));
    }
    return chunk;
  }
}
