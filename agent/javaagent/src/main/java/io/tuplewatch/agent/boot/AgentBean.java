package io.tuplewatch.agent.boot;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bean of one attachment. Thread-safe. */
final class AgentBean implements AgentMXBean {

  private final Attachment attachment;

  AgentBean(Attachment attachment) {
    this.attachment = attachment;
  }

  @Override
  public String getVersion() {
    return attachment.version();
  }

  @Override
  public long getConnects() {
    return attachment.connects();
  }

  @Override
  public long getCloses() {
    return attachment.closes();
  }

  @Override
  public long getOpenSockets() {
    return SocketHooks.openSockets();
  }

  @Override
  public long getFailures() {
    return attachment.failures();
  }

  @Override
  public Map<String, Long> getFailuresByOutcome() {
    return attachment.reuseCounts().failuresByOutcome();
  }

  @Override
  public long getEarlyReuses() {
    return attachment.reuseCounts().earlyReuses();
  }

  @Override
  public long getFailedEarlyReuses() {
    return attachment.reuseCounts().failedEarlyReuses();
  }

  @Override
  public @Nullable String getLastFailure() {
    LastFailure last = attachment.reuseCounts().lastFailure();
    return last == null ? null : last.toString();
  }

  @Override
  public long getLastFailureTime() {
    LastFailure last = attachment.reuseCounts().lastFailure();
    return last == null ? 0 : last.time();
  }
}
