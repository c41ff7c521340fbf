package io.tuplewatch.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.diagnosis.KernelSettings;
import io.tuplewatch.diagnosis.SettingsPeriod;
import java.io.IOException;
import java.util.List;

/** The array {@code settings}. */
final class SettingsJson {

  private final JsonGenerator json;
  private final JsonValues values;

  SettingsJson(JsonGenerator json, JsonValues values) {
    this.json = json;
    this.values = values;
  }

  void write(List<SettingsPeriod> periods) throws IOException {
    json.writeArrayFieldStart("settings");
    for (SettingsPeriod period : periods) {
      json.writeStartObject();
      values.jvmId(period.jvmId());
      values.time("since", period.since());
      json.writeBooleanField("change", period.change());
      writeSettings(period.settings());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeSettings(KernelSettings settings) throws IOException {
    json.writeStringField("hostName", settings.hostName());
    json.writeStringField("kernelRelease", settings.kernelRelease());
    json.writeStringField("bootId", settings.bootId());
    number("networkNamespace", settings.networkNamespace());
    json.writeStringField("containerId", settings.containerId());
    number("ephemeralLow", settings.ephemeralLow());
    number("ephemeralHigh", settings.ephemeralHigh());
    number("tcpTwReuse", settings.tcpTwReuse());
    number("tcpTwReuseDelayMs", settings.tcpTwReuseDelay());
    number("tcpSynRetries", settings.tcpSynRetries());
    number("tcpSynLinearTimeouts", settings.tcpSynLinearTimeouts());
    number("portStepWidth", settings.portStepWidth());
    number("retryRandomPort", settings.retryRandomPort());
    number("tcpMaxTwBuckets", settings.tcpMaxTwBuckets());
    number("ipNonlocalBind", settings.ipNonlocalBind());
    number("conntrackTimeWait", settings.conntrackTimeWait());
    number("conntrackClose", settings.conntrackClose());
    number("reservedPorts", settings.reservedPorts());
  }

  private void number(String name, long value) throws IOException {
    values.number(name, value, -1);
  }
}
