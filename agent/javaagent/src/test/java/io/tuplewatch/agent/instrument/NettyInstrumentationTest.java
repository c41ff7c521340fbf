package io.tuplewatch.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NettyInstrumentationTest {

  private final NettyInstrumentation netty = new NettyInstrumentation();

  @Test
  void classesAreFoundWhereverTheyWereRelocatedTo() {
    assertThat(netty.hooks("io/netty/channel/unix/FileDescriptor")).isNotNull();
    assertThat(netty.hooks("io/grpc/netty/shaded/io/netty/channel/unix/FileDescriptor"))
        .isNotNull();
    assertThat(netty.hooks("io/netty/channel/uring/AbstractIoUringChannel$AbstractUringUnsafe"))
        .isNotNull();
  }

  @Test
  void otherClassesAreNot() {
    assertThat(netty.hooks("io/netty/channel/unix/FileDescriptors")).isNull();
    assertThat(netty.hooks("io/netty/mychannel/unix/FileDescriptor")).isNull();
    assertThat(netty.hooks("java/io/FileDescriptor")).isNull();
    assertThat(netty.hooks("channel/unix/FileDescriptor")).isNull();
  }

  @Test
  void loaderThatHidesTheBootClassesIsLeftAlone() {
    ClassLoader seeing = NettyInstrumentationTest.class.getClassLoader();
    ClassLoader hiding = new ClassLoader(null) {};

    assertThat(netty.canCallHooks(seeing)).isTrue();
    assertThat(netty.canCallHooks(hiding)).isFalse();
  }
}
