package io.tuplewatch.agent.instrument;

import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** A value of the hooked method that a {@link Call} hands over. Immutable. */
final class Operand {

  enum Kind {
    THIS,
    ARGUMENT,
    FIELD,
    HANDLE,
    RETURNED,
    THROWN
  }

  private final Kind kind;
  private final int index;
  private final String name;
  private final @Nullable String descriptor;

  private Operand(Kind kind, int index, String name, @Nullable String descriptor) {
    this.kind = kind;
    this.index = index;
    this.name = name;
    this.descriptor = descriptor;
  }

  static Operand self() {
    return new Operand(Kind.THIS, 0, "", null);
  }

  /**
   * @param index from 0, not counting {@code this}
   */
  static Operand argument(int index) {
    return new Operand(Kind.ARGUMENT, index, "", null);
  }

  /** A field that the hooked class itself declares, of whatever type. */
  static Operand field(String name) {
    return new Operand(Kind.FIELD, 0, name, null);
  }

  /** A field of this type, declared by the hooked class or inherited. */
  static Operand field(String name, Class<?> type) {
    return new Operand(Kind.FIELD, 0, name, Type.getDescriptor(type));
  }

  /** What the call before the method's body has returned; null if that failed. Only after it. */
  static Operand handle() {
    return new Operand(Kind.HANDLE, 0, "", null);
  }

  /** What the method returns; 0, false or null if it throws. Only after its body. */
  static Operand returned() {
    return new Operand(Kind.RETURNED, 0, "", null);
  }

  /** What the method throws; null if it returns. Only after its body. */
  static Operand thrown() {
    return new Operand(Kind.THROWN, 0, "", null);
  }

  Kind kind() {
    return kind;
  }

  int index() {
    return index;
  }

  String name() {
    return name;
  }

  /** The descriptor of the field, if the hook says it. */
  @Nullable String descriptor() {
    return descriptor;
  }
}
