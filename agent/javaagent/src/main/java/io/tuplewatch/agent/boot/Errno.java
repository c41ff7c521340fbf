package io.tuplewatch.agent.boot;

/**
 * What connect(2) of Linux can end with, and what an ICMP message can turn a pending connect into
 * (net/ipv4/icmp.c, icmp_err_convert; net/ipv6/icmp.c, tab_unreach), with the C library's text in
 * the C locale.
 */
enum Errno {
  EPERM(1, "Operation not permitted"),
  EINTR(4, "Interrupted system call"),
  EBADF(9, "Bad file descriptor"),
  EAGAIN(11, "Resource temporarily unavailable"),
  ENOMEM(12, "Cannot allocate memory", "Out of memory"),
  EACCES(13, "Permission denied"),
  EFAULT(14, "Bad address"),
  EINVAL(22, "Invalid argument"),
  ENFILE(23, "Too many open files in system"),
  EMFILE(24, "Too many open files", "No file descriptors available"),
  ENONET(64, "Machine is not on the network"),
  EPROTO(71, "Protocol error"),
  ENOTSOCK(88, "Socket operation on non-socket", "Not a socket"),
  ENOPROTOOPT(92, "Protocol not available"),
  EOPNOTSUPP(95, "Operation not supported", "Not supported"),
  EPFNOSUPPORT(96, "Protocol family not supported"),
  EAFNOSUPPORT(97, "Address family not supported by protocol"),
  EADDRINUSE(98, "Address already in use", "Address in use"),
  EADDRNOTAVAIL(99, "Cannot assign requested address", "Address not available"),
  ENETDOWN(100, "Network is down"),
  ENETUNREACH(101, "Network is unreachable", "Network unreachable"),
  ENETRESET(102, "Network dropped connection on reset", "Connection reset by network"),
  ECONNABORTED(103, "Software caused connection abort", "Connection aborted"),
  ECONNRESET(104, "Connection reset by peer"),
  ENOBUFS(105, "No buffer space available"),
  ETIMEDOUT(110, "Connection timed out", "Operation timed out"),
  ECONNREFUSED(111, "Connection refused"),
  EHOSTDOWN(112, "Host is down"),
  EHOSTUNREACH(113, "No route to host", "Host is unreachable");

  private final int number;
  private final String glibc;
  private final String musl;

  Errno(int number, String text) {
    this(number, text, text);
  }

  Errno(int number, String glibc, String musl) {
    this.number = number;
    this.glibc = glibc;
    this.musl = musl;
  }

  int number() {
    return number;
  }

  String glibc() {
    return glibc;
  }

  String musl() {
    return musl;
  }
}
