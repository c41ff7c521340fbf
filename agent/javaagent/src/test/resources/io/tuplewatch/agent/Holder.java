import java.io.RandomAccessFile;

/** Locks the file that it is told, says so, and waits to be killed. */
class Holder {
  public static void main(String[] args) throws Exception {
    RandomAccessFile file = new RandomAccessFile(args[0], "rw");
    if (file.getChannel().tryLock() != null) {
      System.out.print("L");
      System.out.flush();
    }
    Thread.sleep(Long.MAX_VALUE);
  }
}
