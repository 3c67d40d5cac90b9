package org.chainrule.engine.contraction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How a product is computed: which way round, what is packed, and in what blocks. The sums are the
 * same chains whatever is chosen.
 */
final class Arrangement {
  /** About so many products are added up before the next block of the inner axis. */
  private static final int INNER_BLOCK = 384;

  /** About so many rows of C are in a block. */
  private static final int ROW_BLOCK = 96;

  /** Bytes of a row of C in a block. */
  private static final int COLUMN_BLOCK = 4096;

  /** At most so many numbers of an operand are held for all blocks of the inner axis. */
  static final int KEPT = 1 << 18;

  /** The least distance of packed rows of A. */
  private static final int LEAST_APART = 32;

  /** Up to so many rows a tile is flat, and B is read once or twice only. */
  private static final int FLAT = 2;

  /** The most vectors of a tile that isn't flat. */
  private static final int TALL = 2;

  /** With more vectors than these in a row of C, A may be worth packing. */
  private static final int PACKING_PAYS = 4;

  // Costs in cycles, where a multiply-add of vectors takes one.

  /** Moving a vector, or less, of numbers side by side. */
  private static final double COPY = 12;

  /** Moving a number through registers where columns become rows. */
  private static final double TRANSPOSE = 2;

  /** Moving a number by itself. */
  private static final double SCATTER = 2;

  /** A step of a tile whose rows lie apart: that often takes positions from memory. */
  private static final double UNPACKED = 1.4;

  /** A step of a row of a tile that is one vector wide, as its loads take longer. */
  private static final double NARROW = 1.35;

  /**
   * Loading a vector of B whose rows lie {@link #FAR_APART}: caches hold few lines at such
   * distances, so that every tile finds them gone.
   */
  private static final double FAR = 4;

  /** In bytes. */
  private static final int FAR_APART = 256;

  final Lanes lanes;

  /** The product as it is given. */
  private final Product given;

  private final int threads;

  /** The product as it is computed. */
  final Product product;

  /** Whether its rows are the given columns. */
  final boolean turned;

  /** Whether all given matrices are computed as one, side by side. */
  final boolean folded;

  /** The vectors of a full panel. */
  final int vectors;

  /** Whether dots compute it, not tiles. */
  final boolean dots;

  final boolean packA;

  /** How far apart the packed rows of A lie, or 0. */
  final int apart;

  /** Whether tiles rely on it that the numbers in a row of A are side by side. */
  final boolean straight;

  final boolean packB;

  /** Whether tiles rely on it that the rows of B follow each other in panels. */
  final boolean level;

  final int innerBlock;
  final int rowBlock;

  /** How high the next tile is, by how many rows are left of a block. */
  private final int[] heights;

  /** Panels in a block. */
  final int panelBlock;

  /**
   * Whether a block of rows is completed before the next is begun, all of a block of B being at
   * hand; else all rows have their share of a block of the inner axis first.
   */
  final boolean rowsFirst;

  /** Where panels of columns begin, and where the last ends. */
  final int[] panels;

  /** Whether a panel of C can be written in place. */
  final boolean[] direct;

  private Arrangement(
      Lanes lanes, Product given, int threads, boolean turned, boolean packB, boolean mayPackA) {
    this.lanes = lanes;
    this.given = given;
    this.threads = threads;
    this.turned = turned;
    rowBlock = ROW_BLOCK / lanes.tallest() * lanes.tallest();
    dots = given.dots() || given.transposed().dots();
    Product product = turned ? given.transposed() : given;
    folded = product.batches() > 1 && product.batchA().still();
    this.product = folded ? product.besideEachOther() : product;
    boolean flat = rows() <= FLAT;
    vectors = vectors(lanes, rows(), columns(), threads);
    heights = IntStream.rangeClosed(0, Math.min(rows(), rowBlock)).map(this::best).toArray();
    this.packB = !dots && (packB || mustPackB());
    packA = !dots && !flat && mayPackA && packingPays();
    int blocks = Math.max(1, Math.ceilDiv(inner(), INNER_BLOCK + INNER_BLOCK / 6));
    innerBlock = Math.max(1, flat ? inner() : Math.ceilDiv(inner(), blocks));
    apart = packA ? apart(innerBlock) : 0;
    straight = packA || (!dots && this.product.innerA().step() == 1);
    level = this.packB || (!dots && this.product.innerB().step() == width());
    panels = panels();
    direct = new boolean[panelCount()];
    for (int panel = 0; panel < direct.length; panel++) {
      direct[panel] = dots || writable(panels[panel], columns(panel));
    }
    int width = vectors * lanes.count();
    panelBlock = Math.max(1, COLUMN_BLOCK / (width * bytes()));
    long heldB = (long) Math.min(panelBlock, panelCount()) * width * inner();
    rowsFirst = heldB <= KEPT;
  }

  /** The cheapest for a number of threads. */
  static Arrangement of(Lanes lanes, Product given, int threads) {
    if (given.dots() || given.transposed().dots()) {
      return new Arrangement(lanes, given, threads, !given.dots(), false, true);
    }
    Arrangement best = new Arrangement(lanes, given, threads, false, true, true);
    for (int choice = 1; choice < 4; choice++) {
      boolean turned = choice >= 2;
      boolean packB = choice % 2 == 0;
      Arrangement other = new Arrangement(lanes, given, threads, turned, packB, true);
      best = other.cost() < best.cost() ? other : best;
    }
    return best;
  }

  /**
   * The vectors of a full panel. Of few rows it is wide, as B is read from far then, which goes
   * best along its rows; but each thread has a panel, and all are of one width where that can be.
   */
  static int vectors(Lanes lanes, int rows, int columns, int threads) {
    int all = Math.ceilDiv(columns, lanes.count());
    int least = Math.clamp(all, 1, TALL);
    if (rows > FLAT) {
      return least;
    }
    int most = Math.clamp(Math.ceilDiv(all, threads), least, lanes.widest() / Math.max(1, rows));
    for (int even = most; even >= least && 4 * even >= most; even--) {
      if (columns % (even * lanes.count()) == 0) {
        return even;
      }
    }
    return most;
  }

  /** The same, but A is read where it lies. */
  Arrangement withoutPackedA() {
    return new Arrangement(lanes, given, threads, turned, packB, false);
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

  /** Bytes of a number. */
  private int bytes() {
    return lanes.bits() / Byte.SIZE / lanes.count();
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
    return Math.max(1, Math.ceilDiv(inner(), innerBlock));
  }

  /**
   * What a tile is made for. Distances that are constants spare general registers, of which high
   * tiles need many. But where vectors have few registers, compilers then load so many rows of A
   * ahead that sums go to memory; there only those are constants whose loads stay behind the
   * look-up of a position.
   */
  TileForm form(int rows, int vectors, boolean moved) {
    boolean beside = !straight && product.rowA().step() == 1;
    int rowsApart = beside ? 1 : lanes.spacious() ? apart : 0;
    return new TileForm(lanes, rows, vectors, rowsApart, straight, level ? width() : 0, moved);
  }

  /** How high tiles are at most. */
  int tallest() {
    return vectors > TALL ? Math.clamp(rows(), 1, FLAT) : lanes.tallest();
  }

  /** How high the next tile is, of so many rows that are left of a block. */
  int height(int rowsLeft) {
    return heights[rowsLeft];
  }

  /**
   * A low tile takes as long as one of four rows, as sums wait for each other; so rather than that
   * some are low, more are of the second height, where that can be. Other heights than the tallest
   * and powers of two would be faster still for a few rows, and more code to compile.
   */
  private int best(int rowsLeft) {
    int tallest = tallest();
    int second = Integer.highestOneBit(tallest);
    for (int rows = 0; rows <= rowsLeft && rows < tallest * second; rows += second) {
      if ((rowsLeft - rows) % tallest == 0) {
        return rows > 0 ? second : tallest;
      }
    }
    return rowsLeft >= tallest ? tallest : Integer.highestOneBit(rowsLeft);
  }

  /** Whether tiles can write columns in place: only all of a vector. */
  private boolean writable(int column, int count) {
    return count >= lanes.count() && product.columnC().contiguous(column, count);
  }

  private boolean packingPays() {
    return columns() >= PACKING_PAYS * lanes.count();
  }

  /** One of few distances, so that there are few tiles; each has room for whole vectors. */
  private int apart(int inner) {
    int apart = LEAST_APART;
    while (apart < inner) {
      apart = apart * 3 / 64 * 64 + 16;
    }
    return apart;
  }

  private boolean mustPackB() {
    int column = 0;
    while (column < columns()) {
      int run = product.columnB().run(column, columns() - column);
      if (run < lanes.count()) {
        return true;
      }
      column += run;
    }
    int apart = Math.abs(product.innerB().step());
    boolean dense = apart > 0 && apart <= 2 * width();
    return rows() > rowBlock && !dense;
  }

  private int[] panels() {
    List<Integer> begins = new ArrayList<>();
    int begin = 0;
    while (begin < columns()) {
      begins.add(begin);
      int left = columns() - begin;
      int run = packB || dots ? left : product.columnB().run(begin, left);
      // A vector that is not full must not be alone.
      boolean shared = run > width() && run <= width() + lanes.count();
      begin += shared ? Math.ceilDiv(run, 2) : Math.min(run, width());
    }
    begins.add(columns());
    return begins.stream().mapToInt(Integer::intValue).toArray();
  }

  /** About how many cycles it takes, on one thread. */
  private double cost() {
    double perRow = 0;
    double scattered = 0;
    for (int panel = 0; panel < panelCount(); panel++) {
      int filled = Math.ceilDiv(columns(panel), lanes.count());
      perRow += filled == 1 ? NARROW : filled;
      scattered += direct[panel] ? 0 : columns(panel);
    }
    double sums = Math.min(rows(), lanes.tallest()) * (double) vectors;
    double cycles = perRow * rows() * inner() * Math.max(1, 4 / sums) * (packA ? 1 : UNPACKED);
    if (!packB && product.innerB().apart(FAR_APART / bytes())) {
      cycles += FAR * perRow * inner() * Math.ceilDiv(rows(), lanes.tallest());
    }
    if (packB) {
      cycles += (double) columns() * inner() * moving(product.columnB(), product.innerB());
    }
    if (packA) {
      cycles += (double) rows() * inner() * moving(product.innerA(), product.rowA());
    }
    cycles += scattered * rows() * moving(product.columnC(), product.rowC());
    return product.batches() * cycles;
  }

  /** The cycles of moving a number to or from where neighbours in a packed row lie so. */
  private double moving(Offsets along, Offsets across) {
    double run = 1 / Math.max(1e-9, 1 - along.contiguity());
    double copying = COPY / Math.min(run, lanes.count());
    return Math.min(copying, across.contiguity() >= 0.5 ? TRANSPOSE : SCATTER);
  }

  /**
   * How it is done, in words.
   *
   * @param open whether A may come to be read where it lies
   */
  String description(boolean open) {
    StringBuilder text = new StringBuilder();
    if (dots) {
      text.append("dots");
    } else {
      text.append(String.format(Locale.ROOT, "tiles of %d×%d", tallest(), width()));
    }
    text.append(turned ? ", turned" : "");
    text.append(folded ? ", matrices side by side" : "");
    text.append(packA ? ", left side packed" : "").append(open ? " if that is faster" : "");
    text.append(packB ? ", right side packed" : "");
    if (innerBlocks() > 1) {
      text.append(String.format(Locale.ROOT, ", inner blocks of %d", innerBlock));
    }
    return text.toString();
  }
}
