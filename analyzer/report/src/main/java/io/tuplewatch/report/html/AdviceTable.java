package io.tuplewatch.report.html;

import io.tuplewatch.advice.Advice;
import io.tuplewatch.advice.Item;
import io.tuplewatch.advice.Remedy;
import io.tuplewatch.report.AdviceWording;

/** What would help, by how much, and what would not. */
final class AdviceTable {

  private AdviceTable() {}

  static Table of(Advice advice) {
    Table table = new Table("What to do about it", AdviceWording.standing(advice));
    Column what = table.column("what", "Change", Column.Type.TEXT, "The largest effect first.");
    Column who = table.column("who", "Who", Column.Type.TEXT, "Who can do it.");
    Column avoids =
        table.column(
            "avoids", "Avoids a day", Column.Type.TEXT, "Failed early reuses, 95 % interval.");
    Column leaves =
        table.column(
            "leaves", "Leaves a day", Column.Type.TEXT, "Failed early reuses, 95 % interval.");
    Column how = table.column("how", "How", Column.Type.TEXT, "Setting or line of code.");
    Column price = table.column("price", "Price", Column.Type.TEXT, "What it costs.");
    for (Item item : advice.items()) {
      Remedy remedy = item.remedies().get(0);
      what.add(AdviceWording.what(remedy));
      who.add(AdviceWording.who(remedy));
      avoids.add(AdviceWording.aDay(item.avoided(), advice));
      leaves.add(AdviceWording.aDay(item.left(), advice));
      how.add(AdviceWording.how(remedy, advice));
      price.add(AdviceWording.price(remedy));
    }
    return table;
  }
}
