package org.chainrule.engine.contraction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a product is computed: which way round, what is packed, and in what blocks. The sums are the
 * same chains whatever is chosen.
 */
final class Arrangement {
  /** About so many products are added up before the next block of the inner axis. */
  private static final int INNER_BLOCK = 384;

  /** Rows of C in a block, in highest tiles. */
  private static final int ROW_BLOCK = 8;

  /** Bytes of a row of C in a block. */
  private static final int COLUMN_BLOCK = 4096;

  /** Up to so many rows a tile is flat, and B is read once or twice only. */
  private static final int FLAT = 2;

  /** With more rows than these, B is worth packing; with more vectors in a row of C, A may be. */
  private static final int PACKING_PAYS = 16;

  /** Bytes in a way of the first cache. */
  private static final int CACHE_WAY = 4096;

  // What moving a number costs, in cycles, where a vector of multiplications costs one.
  private static final double COPY = 0.2;
  private static final double TRANSPOSE = 0.7;
  private static final double SCATTER = 1.5;

  final Lanes lanes;

  /** The product as it is computed. */
  final Product product;

  /** Whether its rows are the given columns. */
  final boolean turned;

  /** How many columns of it belong to one given matrix, if all are computed as one; else 0. */
  final int folded;

  /** The vectors of a full panel. */
  final int vectors;

  /** Whether dots compute it, not tiles. */
  final boolean dots;

  final boolean packA;
  final boolean packB;
  final int innerBlock;
  final int rowBlock;

  /** Panels in a block. */
  final int panelBlock;

  /** Where panels of columns begin, and where the last ends. */
  final int[] panels;

  /** Whether a panel of C can be written in place. */
  final boolean[] direct;

  /** Whether blocks are complete only when all rows of some columns are. */
  final boolean completeByColumns;

  private Arrangement(Lanes lanes, Product given, boolean turned, boolean wholeRows) {
    this.lanes = lanes;
    this.turned = turned;
    dots = given.dots() || given.transposed().dots();
    Product product = turned ? given.transposed() : given;
    boolean fold = product.batches() > 1 && product.batchA().still() && (turned || !wholeRows);
    folded = fold ? product.columns() : 0;
    this.product = fold ? product.besideEachOther() : product;
    boolean flat = rows() <= FLAT;
    vectors = Math.clamp(Math.ceilDiv(columns(), lanes.count()), 1, flat ? 4 : 2);
    packB = !dots && packsB();
    packA = !dots && packsA();
    int blocks = Math.max(1, Math.ceilDiv(inner(), INNER_BLOCK + INNER_BLOCK / 6));
    innerBlock = flat ? inner() : Math.ceilDiv(inner(), blocks);
    rowBlock = ROW_BLOCK * lanes.tallest();
    panels = panels();
    direct = new boolean[panelCount()];
    for (int panel = 0; panel < direct.length; panel++) {
      direct[panel] = dots || this.product.columnC().contiguous(panels[panel], columns(panel));
    }
    completeByColumns = wholeRows && turned;
    int width = vectors * lanes.count();
    int usual = Math.max(1, COLUMN_BLOCK / (width * (lanes.bits() / 8 / lanes.count())));
    panelBlock = wholeRows && !turned ? Math.max(1, panelCount()) : usual;
  }

  /** The cheapest. */
  static Arrangement of(Lanes lanes, Product given, boolean wholeRows) {
    if (given.dots() || given.transposed().dots()) {
      return new Arrangement(lanes, given, !given.dots(), wholeRows);
    }
    Arrangement straight = new Arrangement(lanes, given, false, wholeRows);
    Arrangement turned = new Arrangement(lanes, given, true, wholeRows);
    return turned.cost() < straight.cost() ? turned : straight;
  }

  int rows() {
    return product.rows();
  }

  int columns() {
    return product.columns();
  }

  int inner() {
    return product.inner();
  }

  int width() {
    return vectors * lanes.count();
  }

  int panelCount() {
    return panels.length - 1;
  }

  /** The columns of a panel. */
  int columns(int panel) {
    return panels[panel + 1] - panels[panel];
  }

  /** Blocks of the inner axis; one, of nothing, if it is empty. */
  int innerBlocks() {
    return Math.max(1, Math.ceilDiv(inner(), Math.max(1, innerBlock)));
  }

  /** How high the next tile is. */
  int height(int rowsLeft) {
    if (vectors > 2) {
      return Math.min(rowsLeft, FLAT);
    }
    if (rowsLeft >= lanes.tallest()) {
      return lanes.tallest();
    }
    return Integer.highestOneBit(rowsLeft);
  }

  private boolean packsA() {
    if (columns() < PACKING_PAYS * lanes.count()) {
      return false;
    }
    // Rows as far apart as the ways of the first cache push each other out of it.
    int apart = product.rowA().step() * (lanes.bits() / 8 / lanes.count());
    boolean collide = rows() > 1 && apart != 0 && apart % CACHE_WAY == 0;
    return collide || (product.innerA().step() != 1 && product.innerA().contiguity() < 0.5);
  }

  private boolean packsB() {
    boolean lines = product.columnB().contiguity() >= 0.5;
    return !lines || (rows() > PACKING_PAYS && product.innerB().step() != width());
  }

  private int[] panels() {
    List<Integer> begins = new ArrayList<>();
    int begin = 0;
    while (begin < columns()) {
      begins.add(begin);
      int end = Math.min(columns(), begin + width());
      if (!packB && !dots) {
        int run = begin + 1;
        while (run < end && product.columnB().at(run) - product.columnB().at(run - 1) == 1) {
          run++;
        }
        end = run;
      }
      begin = end;
    }
    begins.add(columns());
    return begins.stream().mapToInt(Integer::intValue).toArray();
  }

  /** About how many cycles it takes, on one thread. */
  private double cost() {
    double numbers = lanes.count();
    double perRow = 0;
    for (int panel = 0; panel < panelCount(); panel++) {
      perRow += Math.ceil(columns(panel) / numbers);
    }
    double sums = Math.min(rows(), lanes.tallest()) * (double) vectors;
    double cycles = perRow * rows() * inner() * Math.max(1, 4 / sums);
    if (packB) {
      cycles += (double) columns() * inner() * moving(product.columnB(), product.innerB());
    }
    if (packA) {
      cycles += (double) rows() * inner() * moving(product.rowA(), product.innerA());
    }
    for (int panel = 0; panel < panelCount(); panel++) {
      cycles += direct[panel] ? 0 : SCATTER * rows() * columns(panel);
    }
    return product.batches() * cycles;
  }

  private static double moving(Offsets along, Offsets across) {
    return along.contiguity() >= 0.5 ? COPY : across.contiguity() >= 0.5 ? TRANSPOSE : SCATTER;
  }

  /** How it is done, in words. */
  String description() {
    StringBuilder text = new StringBuilder();
    if (dots) {
      text.append("dots");
    } else {
      text.append(String.format(Locale.ROOT, "tiles of %d×%d", lanes.tallest(), width()));
    }
    text.append(turned ? ", turned" : "");
    text.append(folded > 0 ? ", matrices side by side" : "");
    text.append(packA ? ", left side packed" : "");
    text.append(packB ? ", right side packed" : "");
    if (innerBlocks() > 1) {
      text.append(String.format(Locale.ROOT, ", inner blocks of %d", innerBlock));
    }
    return text.toString();
  }
}
