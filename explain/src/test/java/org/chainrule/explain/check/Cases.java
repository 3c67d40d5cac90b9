package org.chainrule.explain.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import org.chainrule.calculus.Gradient;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Variable;

/** Questions drawn at random: scalar, matrix and recurrent programs, and known exercises. */
final class Cases {
  private final SplittableRandom random;

  Cases(SplittableRandom random) {
    this.random = random;
  }

  Case next() {
    return switch (random.nextInt(4)) {
      case 0 -> scalar();
      case 1 -> matrix();
      case 2 -> recurrent();
      default -> exercise();
    };
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private Expr activation(Expr x) {
    return switch (random.nextInt(6)) {
      case 0, 1 -> Functions.sigmoid(x);
      case 2 -> Functions.tanh(x);
      case 3 -> Functions.relu(x);
      case 4 -> Functions.sin(x);
      default -> Functions.exp(x);
    };
  }

  private Case scalar() {
    List<Expr> variables =
        List.of("a", "b", "c", "x_1", "x_2").stream().map(Expr::variable).toList();
    List<Expr> pool = new ArrayList<>(variables);
    SequencedMap<Expr, String> names = new LinkedHashMap<>();
    int steps = random.nextInt(3, 6);
    for (int i = 0; i < steps; i++) {
      Expr first = i == 0 ? pick(variables) : random.nextInt(4) == 0 ? pick(pool) : pool.getLast();
      Expr second = pick(pool);
      Expr node =
          switch (random.nextInt(9)) {
            case 0 -> first.plus(second.times(2));
            case 1 -> first.minus(second);
            case 2, 3 -> first.times(second);
            case 4 -> first.dividedBy(second.power(2).plus(1));
            case 5 -> first.power(pick(List.of(2.0, 3.0)));
            case 6 -> Functions.log(first.power(2).plus(1));
            default -> activation(first);
          };
      if (!node.equals(pool.getLast()) && node.op() instanceof Variable == false) {
        pool.add(node);
        names.putIfAbsent(node, "q_" + (i + 1));
      }
    }
    Expr objective = pool.getLast();
    names.remove(objective);
    List<Expr> candidates =
        variables.stream().filter(v -> Expr.inOrder(List.of(objective)).contains(v)).toList();
    return candidates.isEmpty() ? scalar() : Case.of("scalar", objective, pick(candidates), names);
  }

  private Case matrix() {
    List<Integer> sizes = List.of(2, 3, 2);
    int in = pick(sizes);
    int hidden = pick(List.of(2, 3));
    int out = pick(sizes);
    Expr x = Expr.variable("x", in);
    Expr w = Expr.variable("W", hidden, in);
    Expr v = Expr.variable("V", out, hidden);
    Expr b = Expr.variable("b", hidden);
    Expr y = Expr.variable("y", out);
    SequencedMap<Expr, String> names = new LinkedHashMap<>();
    Expr z = w.matmul(x).plus(b);
    Expr h = activation(z);
    Expr o = v.matmul(h);
    names.put(z, "z");
    names.put(h, "h");
    names.put(o, "o");
    Expr objective =
        switch (random.nextInt(3)) {
          case 0 -> o.minus(y).power(2).sum().times(0.5);
          case 1 -> Functions.log(Functions.sigmoid(o.times(y))).sum().negate();
          default -> Functions.logSumExp(o).minus(y.matmul(o));
        };
    return Case.of("matrix", objective, pick(List.of(w, v, b, x)), names);
  }

  private Case recurrent() {
    int steps = random.nextInt(2, 4);
    String f = pick(List.of("σ", "tanh", "σ"));
    String text =
        String.format(
            Locale.ROOT,
            """
            h_0 = 0
            z_t = w1*x_t + w2*h_{t-1} for t = 1..%d
            h_t = %s(z_t) for t = 1..%d
            L = %s
            """,
            steps,
            f,
            steps,
            pick(
                List.of(
                    String.format(Locale.ROOT, "½ (w_o h_%d - y)^2", steps),
                    String.format(Locale.ROOT, "-ln σ(y (w_o h_%d + b))", steps),
                    String.format(Locale.ROOT, "sum(t=1..%d, (h_t - y_t)^2)", steps))));
    String interleaved =
        text.replace(
            String.format(
                Locale.ROOT, "z_t = w1*x_t + w2*h_{t-1} for t = 1..%d\nh_t = %s(z_t)", steps, f),
            String.format(Locale.ROOT, "h_t = %s(w1*x_t + w2*h_{t-1})", f));
    FormulaProgram program = FormulaProgram.parse(interleaved, Given.NOTHING);
    return Case.of(program, program.node(pick(List.of("w1", "w2", "h_1", "x_1"))));
  }

  private static final List<String> EXERCISES =
      List.of(
          "y_p = sigma(w2*relu(w1*x)+b); C = 1/2 (y_p - t)^2 | w1,w2,b",
          "i: 2; T: 2; W: 2,2; V: 2,2; c: 2; d: 2; h = relu(W*i + c); o = V*h + d;"
              + " E = 1/2*norm(T - o)^2 | W,V,c,d",
          "z1 = relu(w11*x1 + w21*x2); z2 = w22*x2^2 + w32*x3 + b2; p1 = sigma(m11*z1^3 + c1);"
              + " p2 = m12*sin(z1) + m22*cos(z2); J = ln((y1-p1)^2) + ln((y2-p2)^2)"
              + " | w11,w21,w22,w32,m11,m12,m22,b2,c1",
          "U: 2,3; V: 2,2; x_1: 3; x_2: 3; y_1: 2; y_2: 2; h_1 = U*x_1; h_2 = U*x_2 + h_1;"
              + " o_1 = V*h_1; o_2 = V*h_2; J = norm(o_1-y_1)^2 + norm(o_2-y_2)^2 | U,V,h_1,h_2",
          "z: 3; y: 3; s = softmax(z); L = -sum(y ∘ ln(s)) | z,y",
          "X: 4,3; w: 3; y: 4; J = norm(X*w - y)^2 | w,y,X",
          "w: 3; x: 3; a = w'x; J = ln(1 + exp(-y a)) + 1/2 lambda norm(w)^2 | w,x,lambda",
          "z = w*x + b; h = tanh(z); p = sigma(u*h + c); L = -y ln(p) - (1-y) ln(1-p)"
              + " | w,b,u,c,x");

  private Case exercise() {
    String[] parts = pick(EXERCISES).split("\\|", -1);
    FormulaProgram program = FormulaProgram.parse(parts[0].replace(";", "\n"), Given.NOTHING);
    return Case.of(program, program.node(pick(List.of(parts[1].strip().split(",")))));
  }

  /** A case whose derivative is neither zero nor a number. */
  Case varied() {
    while (true) {
      Case next = next();
      Expr answer = Gradient.by(next.objective(), next.by());
      boolean varied =
          Expr.inOrder(List.of(answer)).stream().anyMatch(node -> node.op() instanceof Variable);
      if (varied && answer.shape().elements() <= Shape.of(4, 4).elements()) {
        return next;
      }
    }
  }
}
