package io.tuplewatch.agent.instrument;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Weaves hooks into one class file; adds no method and no field, since retransformation allows
 * none. Every method that no hook matches is copied byte by byte.
 */
final class HookWeaver extends ClassVisitor {

  private final List<Hook> hooks;
  private final Map<String, String> fieldDescriptors = new HashMap<String, String>();
  private String internalName = "";
  private int hooked;

  private HookWeaver(ClassVisitor next, List<Hook> hooks) {
    super(Opcodes.ASM9, next);
    this.hooks = hooks;
  }

  /** The class file with the hooks woven in; null if none of them matches a method. */
  static byte @Nullable [] weave(byte[] classFile, List<Hook> hooks) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    HookWeaver weaver = new HookWeaver(writer, hooks);
    reader.accept(weaver, ClassReader.EXPAND_FRAMES);
    return weaver.hooked == 0 ? null : writer.toByteArray();
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    internalName = name;
    super.visit(version, access, name, signature, superName, interfaces);
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      @Nullable Object value) {
    fieldDescriptors.put(name, descriptor);
    return super.visitField(access, name, descriptor, signature, value);
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
      return next;
    }
    for (Hook hook : hooks) {
      if (hook.matches(name, descriptor)) {
        hooked++;
        MethodFrame frame = new MethodFrame(internalName, access, descriptor);
        return new HookedMethod(next, frame, fieldDescriptors, hook);
      }
    }
    return next;
  }
}
