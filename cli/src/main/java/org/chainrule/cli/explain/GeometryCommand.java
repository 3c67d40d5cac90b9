package org.chainrule.cli.explain;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.chainrule.cli.Json;
import org.chainrule.cli.Messages;
import org.chainrule.drawing.Wording;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Quantity;
import org.chainrule.explain.geometry.Contours;
import org.chainrule.explain.geometry.GeometryPicture;
import org.chainrule.explain.geometry.HalfPlane;
import org.chainrule.explain.geometry.Plane;
import org.chainrule.explain.geometry.Region;
import org.chainrule.explain.geometry.Spot;
import org.chainrule.explain.geometry.Window;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code chainrule geometry}. */
@Command(
    name = "geometry",
    description = "Read a network of two inputs as geometry: units, level sets, regions.",
    footer = {
      "The inputs are the two variables without a value, or a vector of two. For every rectifier"
          + " the half-plane where it is active is told exactly, if its argument is affine in the"
          + " inputs. Of a trained model of two features, x, the outputs are Z and the"
          + " probabilities p. The area of a region is exact for polygons, else it is computed on a"
          + " grid and its error is estimated.",
      "",
      "Examples:",
      "  chainrule geometry net.txt --at beta=1 --levels s:0.5,1,3",
      "  chainrule geometry net.txt --at beta=3 --region \"o_2 >= 1/1000\" --output net.png"
    })
public final class GeometryCommand implements Callable<Integer> {
  private static final double REACH = 5;
  private static final double FARTHEST = 80;

  @Spec private CommandSpec command;

  @Mixin private FormulaArgument formula;

  @Option(
      names = "--inputs",
      paramLabel = "NAME,NAME",
      description = "The two inputs (default: what has no value).")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--levels",
      paramLabel = "NAME:VALUE,...",
      description = "Level sets of a quantity or formula: --levels s:1,3.")
  private List<String> levels = new ArrayList<>();

  @Option(
      names = "--region",
      paramLabel = "A>=B",
      description = "Where one formula is at least or at most another: --region \"o_2 >= 1/1000\".")
  private List<String> regions = new ArrayList<>();

  @Option(
      names = "--window",
      paramLabel = "LEFT,RIGHT,BOTTOM,TOP",
      description = "What to look at (default: -5 to 5, or as far as the regions reach).")
  private Optional<String> window;

  @Mixin private PictureOutput picture;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  private record Condition(String text, Function<List<Spot>, double[]> function) {}

  private record Values(String name, Expr number, List<Double> values) {}

  @Override
  public Integer call() {
    picture.requireWritable();
    FormulaProgram program = formula.ofOneExample();
    try {
      Plane plane =
          inputs.isEmpty() ? Plane.of(program) : Plane.of(program, formula.nodes(program, inputs));
      List<Condition> conditions = regions.stream().map(r -> condition(plane, r)).toList();
      List<Values> wanted = levels.stream().map(l -> levels(plane, l)).toList();
      Window view = window.map(this::window).orElseGet(() -> window(conditions));
      List<GeometryPicture.Filled> filled =
          conditions.stream()
              .map(c -> new GeometryPicture.Filled(c.text, Region.of(c.function, view)))
              .toList();
      List<Plane.Unit> units = plane.units();
      PrintWriter out = command.commandLine().getOut();
      out.print(json ? json(plane, units, view, filled) : text(plane, units, view, filled));
      out.flush();
      picture.write(() -> picture(plane, units, view, filled, wanted).drawing());
      return 0;
    } catch (IllegalArgumentException e) {
      throw Messages.wrong(command, "%s", String.valueOf(e.getMessage()));
    }
  }

  private Window window(String text) {
    String[] parts = text.split(",", -1);
    try {
      double[] sides =
          Arrays.stream(parts).mapToDouble(p -> Double.parseDouble(p.strip())).toArray();
      if (sides.length == 4) {
        return new Window(sides[0], sides[1], sides[2], sides[3]);
      }
    } catch (NumberFormatException e) {
      throw Messages.wrong(command, "--window %s is not four numbers between commas", text);
    }
    throw Messages.wrong(command, "--window %s is not four numbers between commas", text);
  }

  /** A square that the regions do not leave, if there is one. */
  private static Window window(List<Condition> conditions) {
    double reach = REACH;
    while (reach < FARTHEST) {
      Window square = Window.square(reach);
      if (conditions.stream().noneMatch(c -> Region.of(c.function, square).cut())) {
        return square;
      }
      reach *= 2;
    }
    return Window.square(REACH);
  }

  private Condition condition(Plane plane, String text) {
    String[] sides = text.split(">=|≥|<=|≤|>|<", -1);
    if (sides.length != 2) {
      throw Messages.wrong(command, "--region %s is not of the form A >= B or A <= B", text);
    }
    boolean greater = text.contains(">") || text.contains("≥");
    Expr left = number(plane, sides[0]);
    Expr right = number(plane, sides[1]);
    Expr difference = greater ? left.minus(right) : right.minus(left);
    return new Condition(text.strip(), spots -> plane.values(difference, spots));
  }

  private Values levels(Plane plane, String text) {
    int colon = text.lastIndexOf(':');
    try {
      if (colon > 0) {
        List<Double> values =
            Arrays.stream(text.substring(colon + 1).split(",", -1))
                .map(v -> Double.valueOf(v.strip()))
                .toList();
        String name = text.substring(0, colon).strip();
        return new Values(name, number(plane, name), values);
      }
    } catch (NumberFormatException e) {
      throw Messages.wrong(command, "--levels %s is not of the form NAME:1,2,3", text);
    }
    throw Messages.wrong(command, "--levels %s is not of the form NAME:1,2,3", text);
  }

  private Expr number(Plane plane, String text) {
    Quantity quantity = plane.program().read(text.strip());
    if (!quantity.value().shape().equals(Shape.SCALAR)) {
      throw Messages.wrong(
          command,
          "%s is no number but %s",
          text.strip(),
          plane.program().sizes().text(quantity.value().shape()));
    }
    return quantity.value();
  }

  private static GeometryPicture picture(
      Plane plane,
      List<Plane.Unit> units,
      Window view,
      List<GeometryPicture.Filled> filled,
      List<Values> wanted) {
    List<GeometryPicture.Boundary> boundaries = new ArrayList<>();
    for (Plane.Unit unit : units) {
      List<List<Spot>> lines = Contours.lines(spots -> plane.values(unit.argument(), spots), view);
      boundaries.add(new GeometryPicture.Boundary(unit.name(), lines));
    }
    List<GeometryPicture.Level> sets = new ArrayList<>();
    for (Values values : wanted) {
      for (double value : values.values) {
        Expr difference = values.number.minus(value);
        sets.add(
            new GeometryPicture.Level(
                values.name,
                value,
                Contours.lines(spots -> plane.values(difference, spots), view)));
      }
    }
    return new GeometryPicture(plane.names(), view, boundaries, sets, filled);
  }

  private static String text(
      Plane plane, List<Plane.Unit> units, Window view, List<GeometryPicture.Filled> filled) {
    StringBuilder text = new StringBuilder();
    List<String> names = plane.names();
    for (Plane.Unit unit : units) {
      String where =
          unit.active()
              .map(half -> half.written(names.get(0), names.get(1)))
              .orElse(unit.name() + " > 0, which is no half-plane");
      text.append(unit.name()).append(" is active where ").append(where).append('\n');
    }
    for (GeometryPicture.Filled one : filled) {
      Region region = one.region();
      text.append(text.isEmpty() ? "" : "\n").append(one.condition()).append('\n');
      String area = Messages.format("%.10g", region.area());
      String error =
          region.corners().isPresent()
              ? " (exact: polygons)"
              : Messages.format(" ± %.1g (computed on a grid)", Math.max(region.error(), 1e-12));
      text.append("  area ").append(area).append(error);
      text.append(
          region.cut()
              ? Messages.format(
                  ", cut off by the window from %s to %s and %s to %s\n",
                  Wording.exact(view.left()),
                  Wording.exact(view.right()),
                  Wording.exact(view.bottom()),
                  Wording.exact(view.top()))
              : "\n");
      for (List<Spot> corners : region.corners().orElse(List.of())) {
        text.append("  corners");
        corners.forEach(
            c -> text.append(Messages.format(" (%.6g, %.6g)", c.x() + 0.0, c.y() + 0.0)));
        text.append('\n');
      }
    }
    return text.toString();
  }

  private static String json(
      Plane plane, List<Plane.Unit> units, Window view, List<GeometryPicture.Filled> filled) {
    ObjectNode object = Json.object();
    plane.names().forEach(object.putArray("inputs")::add);
    object.putArray("window").add(view.left()).add(view.right()).add(view.bottom()).add(view.top());
    ArrayNode array = object.putArray("units");
    for (Plane.Unit unit : units) {
      ObjectNode one = array.addObject().put("name", unit.name());
      if (unit.active().isPresent()) {
        HalfPlane half = unit.active().get();
        one.putObject("active").put("a", half.a()).put("b", half.b()).put("c", half.c());
      } else {
        one.putNull("active");
      }
    }
    ArrayNode areas = object.putArray("regions");
    for (GeometryPicture.Filled one : filled) {
      Region region = one.region();
      ObjectNode node =
          areas
              .addObject()
              .put("condition", one.condition())
              .put("area", region.area())
              .put("error", region.error())
              .put("cut", region.cut());
      ArrayNode polygons = node.putArray("polygons");
      for (List<Spot> corners : region.corners().orElse(List.of())) {
        ArrayNode polygon = polygons.addArray();
        corners.forEach(c -> polygon.addArray().add(c.x()).add(c.y()));
      }
    }
    return Json.line(object) + "\n";
  }
}
