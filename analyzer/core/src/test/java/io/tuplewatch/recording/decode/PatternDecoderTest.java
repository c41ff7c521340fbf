package io.tuplewatch.recording.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.format.ChunkHeader;
import io.tuplewatch.recording.format.Shape;
import io.tuplewatch.recording.text.Texts;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatternDecoderTest {

  /** Of events that have nothing but a start. */
  private static final class Failing extends PatternDecoder {

    Failing() throws IOException {
      super(
          new RunLayout(
              Shape.structure(List.of(new Shape.Part("startTime", Shape.VARINT, false))),
              new Texts(),
              REPEATED),
          new ChunkHeader(0, 2, 100, 68, 68, 0, 1, 0, 1_000_000_000, true, false));
    }

    @Override
    void addTo(ChunkEvents events) {
      events.connects().add(1, startTicks(), 3, 40_000, layout.pattern(), -1, -1);
    }

    @Override
    int newPattern(ChunkEvents events) {
      throw new IllegalStateException("as with a table that is full");
    }

    @Override
    void usePatterns(ChunkEvents events, int[] patternOf) {
      throw new IllegalStateException("as with a table that is full");
    }

    @Override
    void drop(ChunkEvents events) {
      events.connects().clear();
    }
  }

  @Test
  void eventsWhosePatternsCannotBePutTogetherAreTakenBack() throws IOException {
    ChunkEvents events = ChunkEvents.startingAt(0);
    PatternDecoder decoder = new Failing();
    decoder.addTo(events);
    assertThat(events.connects()).hasSize(1);

    assertThatThrownBy(() -> decoder.addPatterns(events)).isInstanceOf(IllegalStateException.class);

    assertThat(events.connects()).isEmpty();
  }
}
