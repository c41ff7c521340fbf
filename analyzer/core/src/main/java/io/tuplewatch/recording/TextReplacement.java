package io.tuplewatch.recording;

/**
 * What stands for the texts of a recording in all that is made of it. Asked once for each text of a
 * chunk, in the order of files and chunks, by one thread at a time. Equal texts of one kind must
 * get equal replacements, different ones different replacements where equality means something:
 * addresses, hosts, boot ids, containers and network namespaces.
 */
public interface TextReplacement {

  /** Everything as recorded. */
  TextReplacement NONE =
      new TextReplacement() {
        @Override
        public String replace(TextKind kind, String text) {
          return text;
        }

        @Override
        public long networkNamespace(long inode) {
          return inode;
        }
      };

  /** The text that stands for this one. */
  String replace(TextKind kind, String text);

  /** The number that stands for a network namespace's inode; -1 (unknown) must stay. */
  long networkNamespace(long inode);
}
