package io.tuplewatch.agent.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.agent.options.OptionReader;
import io.tuplewatch.events.Api;
import java.io.FileDescriptor;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class TrackedSocketsTest {

  private final TrackedSockets sockets = new TrackedSockets();

  @Test
  void socketIsFoundByItsDescriptorOnly() {
    FileDescriptor descriptor = new FileDescriptor();
    TrackedSocket socket = track(descriptor);

    assertThat(sockets.add(socket)).isTrue();
    assertThat(sockets.get(descriptor)).isSameAs(socket);
    assertThat(sockets.get(new FileDescriptor())).isNull();
    assertThat(sockets.get(null)).isNull();
  }

  @Test
  void secondConnectOnATrackedDescriptorIsNoSecondAttempt() {
    FileDescriptor descriptor = new FileDescriptor();
    TrackedSocket first = track(descriptor);
    sockets.add(first);

    assertThat(sockets.add(track(descriptor))).isFalse();
    assertThat(sockets.get(descriptor)).isSameAs(first);
  }

  @Test
  void removedSocketIsForgottenEvenWhenItsDescriptorIsGone() {
    TrackedSocket socket = track(new FileDescriptor());
    sockets.add(socket);
    socket.clear();

    sockets.remove(socket);

    assertThat(sockets.size()).isZero();
  }

  @Test
  void droppedDescriptorsAreForgotten() {
    for (int i = 0; i < 100; i++) {
      TrackedSocket socket = track(new FileDescriptor());
      sockets.add(socket);
      // What the collector does once the application has dropped the socket.
      socket.clear();
      socket.enqueue();
    }

    assertThat(sockets.size()).isZero();
  }

  private TrackedSocket track(FileDescriptor descriptor) {
    InetSocketAddress remote = InetSocketAddress.createUnresolved("db", 5432);
    return new TrackedSocket(
        descriptor,
        sockets.droppedDescriptors(),
        new SocketEvents(
            Attachment.begin(OptionReader.read(null, null), "test"),
            FlightRecorderSink.INSTANCE,
            1,
            remote,
            0,
            false,
            Api.SOCKET));
  }
}
