package io.tuplewatch.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgentOptionsTest {

  @Test
  void noOptionsMeanDefaults() {
    assertThat(AgentOptions.parse(null).isVerbose()).isFalse();
    assertThat(AgentOptions.parse("").warnings()).isEmpty();
  }

  @Test
  void logVerboseIsUnderstood() {
    AgentOptions options = AgentOptions.parse("log=verbose");

    assertThat(options.isVerbose()).isTrue();
    assertThat(options.warnings()).isEmpty();
  }

  @Test
  void eachUnknownOptionIsOneWarningThatNamesItAndTheKnownOnes() {
    AgentOptions options = AgentOptions.parse("colour=blue,log=loud,,log=verbose");

    assertThat(options.isVerbose()).isTrue();
    assertThat(options.warnings()).hasSize(2);
    assertThat(options.warnings().get(0)).contains("\"colour=blue\"").contains("log=verbose");
    assertThat(options.warnings().get(1)).contains("\"log=loud\"");
  }

  @Test
  void longOptionIsNotEchoedWhole() {
    assertThat(AgentOptions.parse("x".repeat(100_000)).warnings().get(0)).hasSizeLessThan(200);
  }
}
