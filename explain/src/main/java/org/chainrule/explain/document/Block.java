package org.chainrule.explain.document;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.chainrule.drawing.Drawing;
import org.chainrule.explain.writing.Written;

/** A part of a page. */
public sealed interface Block {
  /** A heading; level 1 is the page's title. */
  record Heading(int level, Written text) implements Block {
    /** A heading of words. */
    public static Heading of(int level, String words) {
      return new Heading(level, Written.words(words));
    }
  }

  /** Words. */
  record Paragraph(String text) implements Block {}

  /** A formula on a line of its own. */
  record Formula(Written formula) implements Block {}

  /**
   * A quantity and what it is equal to, step by step.
   *
   * @param left the quantity
   * @param steps the steps
   * @param value its value, if it is known
   */
  record Steps(Written left, List<Step> steps, Optional<String> value) implements Block {
    public Steps {
      steps = List.copyOf(steps);
    }
  }

  /**
   * One step.
   *
   * @param rule the rule that leads there; "" if it needs none
   * @param right what the quantity is equal to
   */
  record Step(String rule, Written right) {}

  /** A table of formulas. */
  record Table(List<String> columns, List<List<Written>> rows) implements Block {
    public Table {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /**
   * A drawing, made only where it can be shown.
   *
   * @param drawing the drawing
   * @param told what says the same on a page of text alone, as far as it can be said
   */
  record Picture(Supplier<Drawing> drawing, List<Block> told) implements Block {
    public Picture {
      told = List.copyOf(told);
    }
  }

  /** Parts that a reader can fold away, where the page allows it. */
  record Fold(Written title, List<Block> blocks) implements Block {
    public Fold {
      blocks = List.copyOf(blocks);
    }
  }
}
