package io.tuplewatch.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.connection.Destination;
import io.tuplewatch.connection.Use;
import io.tuplewatch.diagnosis.IdleRow;
import io.tuplewatch.events.JvmId;
import io.tuplewatch.evidence.counts.Interval;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Fields whose JSON form is ours: times, spans, ids, numbers that can be unknown. */
final class JsonValues {

  private final JsonGenerator json;

  JsonValues(JsonGenerator json) {
    this.json = json;
  }

  /** Epoch ns as ISO-8601 UTC. */
  void time(String name, @Nullable Long epochNanos) throws IOException {
    json.writeStringField(
        name, epochNanos == null ? null : Instant.ofEpochSecond(0, epochNanos).toString());
  }

  /** A span of ns as ms with three digits after the point; null if unknown. */
  void spanMs(String name, long nanos) throws IOException {
    if (nanos == Use.UNKNOWN) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, BigDecimal.valueOf(nanos, 6).setScale(3, RoundingMode.HALF_UP));
    }
  }

  /** Null if the value is {@code unknown}. */
  void number(String name, long value, long unknown) throws IOException {
    if (value == unknown) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, value);
    }
  }

  /** Null if the number is infinite or none. */
  void finite(String name, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField(name, value);
    } else {
      json.writeNullField(name);
    }
  }

  void interval(String name, @Nullable Interval interval) throws IOException {
    if (interval == null) {
      json.writeNullField(name);
      return;
    }
    json.writeObjectFieldStart(name);
    finite("estimate", interval.estimate());
    finite("low", interval.low());
    finite("high", interval.high());
    json.writeEndObject();
  }

  /** Hexadecimal text: 64 bits do not survive JSON readers that know doubles only. */
  void jvmId(long jvmId) throws IOException {
    json.writeStringField("jvmId", JvmId.text(jvmId));
  }

  /** A span of ns as {@link #spanMs(String, long)}; null if not {@code known}. */
  void spanMs(String name, boolean known, long nanos) throws IOException {
    spanMs(name, known ? nanos : Use.UNKNOWN);
  }

  /** The fields that name a destination. */
  void destination(Destination destination) throws IOException {
    json.writeStringField("realm", destination.realm());
    json.writeStringField("localAddress", destination.localAddress());
    json.writeStringField("address", destination.remoteAddress());
    json.writeNumberField("port", destination.remotePort());
  }

  /** An object; {@code inQuestion}: the field of how many of its connects {@code failed} says. */
  void idleRow(IdleRow row, String inQuestion) throws IOException {
    json.writeStartObject();
    json.writeStringField("past", row.past().name());
    spanMs("fromMs", row.past() == IdleRow.Past.REUSED, row.fromNanos());
    spanMs("toMs", row.toNanos() != Long.MAX_VALUE, row.toNanos());
    json.writeNumberField("connects", row.connects().connects());
    json.writeNumberField(inQuestion, row.connects().failed());
    json.writeEndObject();
  }
}
