package io.tuplewatch.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.diagnosis.Audit;
import io.tuplewatch.diagnosis.Cause;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.FailureCause;
import io.tuplewatch.diagnosis.Findings;
import io.tuplewatch.diagnosis.Findings.Finding;
import io.tuplewatch.diagnosis.IdleRow;
import io.tuplewatch.diagnosis.Reason;
import io.tuplewatch.diagnosis.ReusePeriod;
import io.tuplewatch.evidence.Lifetime;
import io.tuplewatch.evidence.comparison.Comparison;
import io.tuplewatch.evidence.counts.FailureMode;
import io.tuplewatch.evidence.counts.IdleBand;
import io.tuplewatch.firewall.KnownTimer;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The fields {@code nat}, {@code causes}, {@code evidence} and {@code failures}. */
final class EvidenceJson {

  /** How many failures are listed; all are counted. */
  private static final int MAX_FAILURES = 10_000;

  private final JsonGenerator json;
  private final JsonValues values;

  EvidenceJson(JsonGenerator json, JsonValues values) {
    this.json = json;
    this.values = values;
  }

  void write(Diagnosis diagnosis) throws IOException {
    Findings findings = diagnosis.findings();
    json.writeStringField("nat", findings.nat().name());
    writeCauses(findings.causes());
    json.writeArrayFieldStart("evidence");
    for (Finding finding : findings.destinations()) {
      long timeout = diagnosis.firewallTimeout().toNanos();
      writeFinding(finding, new VerdictText(finding, timeout, findings.nat()));
    }
    json.writeEndArray();
    new BesidesReuseJson(json, values).write(findings);
    json.writeArrayFieldStart("failures");
    List<FailureCause> failures = findings.failures();
    for (int index = 0; index < Math.min(MAX_FAILURES, failures.size()); index++) {
      writeFailure(failures.get(index), findings.audit());
    }
    json.writeEndArray();
    json.writeBooleanField("failuresTruncated", failures.size() > MAX_FAILURES);
  }

  private void writeCauses(Map<Cause, Long> causes) throws IOException {
    json.writeObjectFieldStart("causes");
    for (Cause cause : Cause.values()) {
      json.writeNumberField(cause.name(), causes.getOrDefault(cause, 0L));
    }
    json.writeEndObject();
  }

  private void writeFinding(Finding finding, VerdictText verdict) throws IOException {
    json.writeStartObject();
    values.destination(finding.reuse().destination());
    json.writeStringField("verdict", finding.verdict().name());
    json.writeArrayFieldStart("sentences");
    json.writeString(verdict.first());
    json.writeString(verdict.second());
    json.writeEndArray();
    json.writeStringField("settledBy", verdict.settledBy().isEmpty() ? null : verdict.settledBy());
    json.writeBooleanField("partlyRecorded", finding.evidence().partlyRecorded());
    writeComparison(finding.evidence().comparison(), finding.evidence().adjustedP());
    json.writeObjectFieldStart("lifetime");
    writeLifetime(finding.lifetime());
    json.writeEndObject();
    writeLifetimes(finding.evidence().lifetimes());
    json.writeArrayFieldStart("bands");
    for (IdleBand band : finding.evidence().bands()) {
      writeBand(band);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("byIdle");
    for (IdleRow row : finding.byIdle()) {
      values.idleRow(row, "failures");
    }
    json.writeEndArray();
    json.writeArrayFieldStart("periods");
    for (ReusePeriod period : finding.periods()) {
      writePeriod(period);
    }
    json.writeEndArray();
    writeCauses(finding.causes());
    json.writeEndObject();
  }

  private void writePeriod(ReusePeriod period) throws IOException {
    json.writeStartObject();
    values.time("from", period.from());
    values.time("to", period.to());
    values.time("beganEarliest", period.earliest());
    values.time("beganLatest", period.latest());
    json.writeNumberField("reuses", period.reuses().connects());
    json.writeNumberField("reuseFailures", period.reuses().failed());
    json.writeEndObject();
  }

  private void writeComparison(Comparison comparison, double adjustedP) throws IOException {
    json.writeObjectFieldStart("comparison");
    json.writeNumberField("strata", comparison.strata());
    json.writeNumberField("informativeStrata", comparison.informative());
    json.writeNumberField("earlyReuses", comparison.early());
    json.writeNumberField("earlyReuseFailures", comparison.earlyFailed());
    json.writeNumberField("others", comparison.others());
    json.writeNumberField("otherFailures", comparison.othersFailed());
    values.interval("riskDifference", comparison.riskDifference());
    values.interval("oddsRatio", comparison.oddsRatio());
    json.writeNumberField("p", comparison.p());
    json.writeNumberField("adjustedP", adjustedP);
    json.writeEndObject();
  }

  private void writeLifetime(Lifetime lifetime) throws IOException {
    boolean found = lifetime.answer() != Lifetime.Answer.NONE_FOUND;
    json.writeStringField("answer", lifetime.answer().name());
    values.spanMs("estimateMs", lifetime.ends(), lifetime.estimateNanos());
    values.spanMs("lowMs", found, lifetime.lowNanos());
    values.spanMs("highMs", lifetime.ends(), lifetime.highNanos());
    json.writeNumberField("p", lifetime.p());
    json.writeNumberField("permutations", lifetime.permutations());
    json.writeArrayFieldStart("knownTimers");
    if (lifetime.answer() == Lifetime.Answer.BETWEEN) {
      for (KnownTimer timer : KnownTimer.within(lifetime.lowNanos(), lifetime.highNanos())) {
        writeKnownTimer(timer);
      }
    }
    json.writeEndArray();
  }

  private void writeKnownTimer(KnownTimer timer) throws IOException {
    json.writeStartObject();
    json.writeStringField("firewall", timer.id());
    json.writeStringField("device", timer.device());
    json.writeStringField("timer", timer.kind().name());
    values.spanMs("defaultMs", timer.length().toNanos());
    json.writeEndObject();
  }

  private void writeLifetimes(Map<FailureMode, Lifetime> lifetimes) throws IOException {
    json.writeArrayFieldStart("lifetimes");
    for (Map.Entry<FailureMode, Lifetime> lifetime : lifetimes.entrySet()) {
      json.writeStartObject();
      json.writeStringField("failure", lifetime.getKey().name());
      writeLifetime(lifetime.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeBand(IdleBand band) throws IOException {
    json.writeStartObject();
    json.writeBooleanField("firstUses", band.firstUses());
    values.spanMs("fromMs", !band.firstUses(), band.fromNanos());
    values.spanMs("toMs", band.toNanos() != Long.MAX_VALUE, band.toNanos());
    json.writeNumberField("connects", band.connects());
    json.writeNumberField("failures", band.failed());
    values.interval("rate", band.rate());
    json.writeEndObject();
  }

  private void writeFailure(FailureCause failure, Audit audit) throws IOException {
    var use = failure.attempt().use();
    json.writeStartObject();
    values.time("time", use.wallTime());
    values.jvmId(use.jvmId());
    json.writeNumberField("connectionId", use.connectionNumber());
    json.writeStringField("localAddress", use.key().tuple().localAddress());
    json.writeNumberField("localPort", use.key().tuple().localPort());
    json.writeStringField("address", use.key().tuple().remoteAddress());
    json.writeNumberField("port", use.key().tuple().remotePort());
    json.writeStringField("outcome", String.valueOf(use.outcome()));
    values.spanMs("attemptMs", use.pendingNanos());
    json.writeStringField("kind", failure.attempt().kind().name());
    values.spanMs("idleMs", failure.attempt().idle());
    json.writeStringField("cause", failure.cause().name());
    json.writeNumberField("probability", failure.probability());
    json.writeStringField("likeliest", failure.likeliest().name());
    json.writeNumberField("reuseProbability", failure.reuseProbability());
    json.writeNumberField("background", failure.background());
    AsciiJson.writeTexts(json, "reasons", failure.reasons().stream().map(Reason::name).toList());
    if (audit.witnesses().captures() != null) {
      new SeenJson(json, values).writePackets(audit.packets(failure));
    }
    if (audit.witnesses().log() != null) {
      new SeenJson(json, values).writeBlocked(audit.blocked(failure));
    }
    json.writeEndObject();
  }
}
