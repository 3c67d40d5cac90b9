package org.chainrule.graph.samples;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chainrule.graph.Domain;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Contract;

final class ContractSamples {
  private static final List<String> FORMULAS =
      List.of(
          ",->",
          "i,->i",
          ",ij->ij",
          "i,i->",
          "i,i->i",
          "i,j->ij",
          "i,j->ji",
          "ij,j->i",
          "ij,i->j",
          "j,ij->i",
          "i,ij->j",
          "ij,i->ij",
          "ij,ij->",
          "ij,ij->ij",
          "ij,ij->i",
          "ij,ji->ij",
          "ij,jk->ik",
          "ij,jk->ki",
          "ij,kj->ik",
          "ji,jk->ik",
          "ji,kj->ik",
          "bij,bjk->bik",
          "bij,bkj->bik",
          "bij,jk->bik",
          "ij,bjk->bik",
          "ijk,jkl->il",
          "ijk,kj->i",
          "abcd,cdef->abef",
          "bhqd,bhkd->bhqk",
          "bpw,pwf->bpf",
          "bcxyvw,fcvw->bfxy",
          "AB,BC->AC");

  /** Sizes of rows, summed axis and columns. */
  private static final int[][] MATRICES = {
    {1, 1, 1},
    {7, 8, 9},
    {9, 7, 8},
    {8, 15, 2},
    {2, 16, 7},
    {1, 17, 1},
    {17, 1, 3},
    {0, 3, 2},
    {3, 0, 2},
    {2, 3, 0}
  };

  private ContractSamples() {}

  static List<Sample> all() {
    List<Sample> samples = new ArrayList<>();
    for (String formula : FORMULAS) {
      samples.add(sized(formula, new Random(formula.hashCode()), 1));
    }
    for (int[] size : MATRICES) {
      for (boolean turnedLeft : new boolean[] {false, true}) {
        for (boolean turnedRight : new boolean[] {false, true}) {
          samples.add(
              Sample.of(
                  Contract.of(
                      (turnedLeft ? "ji" : "ij") + "," + (turnedRight ? "kj" : "jk") + "->ik"),
                  turnedLeft ? Shape.of(size[1], size[0]) : Shape.of(size[0], size[1]),
                  turnedRight ? Shape.of(size[2], size[1]) : Shape.of(size[1], size[2])));
        }
      }
    }
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      samples.add(sized(formula(random), random, seed % 10 == 0 ? 0 : 1));
    }
    Expr x = Expr.variable("x", 3, 3);
    samples.add(
        Sample.of(
            "Contract of one variable",
            Expr.of(Contract.of("ij,jk->ik"), x, x),
            Map.of(x, Domain.REAL),
            0));
    return samples.stream().distinct().toList();
  }

  /** Up to five letters, each in two or three of the operands, in random order. */
  private static String formula(Random random) {
    List<List<String>> operands = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    List<String> letters = new ArrayList<>(List.of("i", "j", "A", "B", "z"));
    for (String letter : letters.subList(0, random.nextInt(letters.size() + 1))) {
      int missing = random.nextInt(4);
      for (int operand = 0; operand < 3; operand++) {
        if (operand != missing) {
          operands.get(operand).add(letter);
        }
      }
    }
    operands.forEach(operand -> Collections.shuffle(operand, random));
    List<String> parts = operands.stream().map(o -> o.stream().collect(joining())).toList();
    return parts.get(0) + "," + parts.get(1) + "->" + parts.get(2);
  }

  private static Sample sized(String formula, Random random, int smallest) {
    Contract op = Contract.of(formula);
    int largest = formula.length() > 12 ? 2 : 3;
    Map<Integer, Integer> sizes = new HashMap<>();
    (op.left() + op.right())
        .chars()
        .forEach(c -> sizes.computeIfAbsent(c, k -> random.nextInt(smallest, largest + 1)));
    return Sample.of(op, shape(op.left(), sizes), shape(op.right(), sizes));
  }

  private static Shape shape(String letters, Map<Integer, Integer> sizes) {
    return Shape.of(letters.chars().map(sizes::get).toArray());
  }
}
