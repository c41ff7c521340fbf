package io.tuplewatch.agent;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.AllPermission;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Loads the instrumentation and Byte Buddy from {@code inst/**.classdata} of the agent's jar: under
 * those names no other class loader finds them, and nothing is unpacked to disk. Thread-safe.
 *
 * <p>Public because {@link AgentMain}, of the system loader, finds it in the bootstrap loader.
 */
public final class IsolatedLoader extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  /** A security manager restricts the application, not the agent. */
  private static final ProtectionDomain TRUSTED = trusted();

  private final JarFile jar;

  /**
   * @param parent null for the bootstrap loader
   */
  public IsolatedLoader(JarFile jar, @Nullable ClassLoader parent) {
    super(parent);
    this.jar = jar;
  }

  private static ProtectionDomain trusted() {
    Permissions all = new Permissions();
    all.add(new AllPermission());
    return new ProtectionDomain(null, all);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = read(name.replace('.', '/') + ".class");
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length, TRUSTED);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    byte[] bytes = name.endsWith(".class") ? read(name) : null;
    return bytes != null ? new ByteArrayInputStream(bytes) : super.getResourceAsStream(name);
  }

  private byte @Nullable [] read(String classFile) {
    JarEntry entry = jar.getJarEntry("inst/" + classFile + "data");
    if (entry == null) {
      return null;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream((int) entry.getSize());
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
      return out.toByteArray();
    } catch (IOException e) {
      return null;
    }
  }
}
