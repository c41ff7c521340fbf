package io.tuplewatch.agent.clients;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServerTransportFilter;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** gRPC over its relocated Netty, whose epoll transport it takes where it can; one call each. */
public final class GrpcCase {

  private static final MethodDescriptor<String, String> EMPTY =
      MethodDescriptor.<String, String>newBuilder()
          .setType(MethodType.UNARY)
          .setFullMethodName("tuplewatch/Empty")
          .setRequestMarshaller(new EmptyMessage())
          .setResponseMarshaller(new EmptyMessage())
          .build();

  private GrpcCase() {}

  public static void main(String[] args) throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Server server =
        NettyServerBuilder.forAddress(any)
            .addService(
                ServerServiceDefinition.builder("tuplewatch")
                    .addMethod(EMPTY, ServerCalls.asyncUnaryCall(GrpcCase::answer))
                    .build())
            .addTransportFilter(new PeerPorts())
            .build()
            .start();
    for (int i = 0; i < 3; i++) {
      ManagedChannel channel =
          NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
      ClientCalls.blockingUnaryCall(channel, EMPTY, CallOptions.DEFAULT, "");
      channel.shutdown().awaitTermination(10, TimeUnit.SECONDS);
    }
    server.shutdown().awaitTermination(10, TimeUnit.SECONDS);
    ActiveOpens.tell();
  }

  private static void answer(String request, StreamObserver<String> response) {
    response.onNext(request);
    response.onCompleted();
  }

  private static final class PeerPorts extends ServerTransportFilter {
    @Override
    public Attributes transportReady(Attributes attributes) {
      InetSocketAddress peer = (InetSocketAddress) attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
      System.out.println("accepted " + peer.getPort());
      return attributes;
    }
  }

  private static final class EmptyMessage implements MethodDescriptor.Marshaller<String> {
    @Override
    public InputStream stream(String message) {
      return new ByteArrayInputStream(new byte[0]);
    }

    @Override
    public String parse(InputStream stream) {
      return "";
    }
  }
}
