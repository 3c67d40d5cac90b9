package org.chainrule.explain.picture;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.drawing.Point;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeLabelPlacement;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Where boxes, arrows and the labels of arrows lie: in layers from left to right, by ELK.
 *
 * @param width of the whole
 * @param height of the whole
 * @param boxes the upper left corner of every box
 * @param arrows the arrows into every box, in the order of its inputs
 */
record GraphLayout(double width, double height, List<Point> boxes, List<List<Arrow>> arrows) {
  /**
   * An arrow.
   *
   * @param points its corners
   * @param label the upper left corner of its label
   */
  record Arrow(List<Point> points, Point label) {}

  /** A width and a height. */
  record Size(double width, double height) {}

  private static final double MARGIN = 12;

  static {
    LayoutMetaDataService.getInstance()
        .registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
  }

  /**
   * A layout.
   *
   * @param nodes the boxes
   * @param sizes the size of every box
   * @param labels the size of every label, in the order of each box's inputs
   */
  static GraphLayout of(List<GraphNode> nodes, List<Size> sizes, List<List<Size>> labels) {
    ElkNode graph = ElkGraphUtil.createGraph();
    graph.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
    graph.setProperty(CoreOptions.DIRECTION, Direction.RIGHT);
    graph.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.POLYLINE);
    graph.setProperty(CoreOptions.SPACING_NODE_NODE, 22.0);
    graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 34.0);
    graph.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 16.0);
    graph.setProperty(LayeredOptions.SPACING_EDGE_NODE, 14.0);
    List<ElkNode> boxes = new ArrayList<>();
    List<List<ElkEdge>> edges = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      ElkNode box = ElkGraphUtil.createNode(graph);
      box.setDimensions(sizes.get(i).width(), sizes.get(i).height());
      boxes.add(box);
    }
    for (int i = 0; i < nodes.size(); i++) {
      List<ElkEdge> into = new ArrayList<>();
      List<GraphNode.Input> inputs = nodes.get(i).inputs();
      for (int k = 0; k < inputs.size(); k++) {
        ElkEdge edge = ElkGraphUtil.createSimpleEdge(boxes.get(inputs.get(k).from()), boxes.get(i));
        ElkLabel label = ElkGraphUtil.createLabel(inputs.get(k).partial(), edge);
        label.setProperty(CoreOptions.EDGE_LABELS_PLACEMENT, EdgeLabelPlacement.CENTER);
        label.setProperty(CoreOptions.EDGE_LABELS_INLINE, true);
        label.setDimensions(labels.get(i).get(k).width(), labels.get(i).get(k).height());
        into.add(edge);
      }
      edges.add(into);
    }
    new RecursiveGraphLayoutEngine().layout(graph, new BasicProgressMonitor());
    List<Point> corners =
        boxes.stream().map(b -> new Point(b.getX() + MARGIN, b.getY() + MARGIN)).toList();
    return new GraphLayout(
        graph.getWidth() + 2 * MARGIN,
        graph.getHeight() + 2 * MARGIN,
        corners,
        edges.stream().map(into -> into.stream().map(GraphLayout::arrow).toList()).toList());
  }

  private static Arrow arrow(ElkEdge edge) {
    ElkEdgeSection section = edge.getSections().getFirst();
    List<Point> points = new ArrayList<>();
    points.add(point(section.getStartX(), section.getStartY()));
    for (ElkBendPoint bend : section.getBendPoints()) {
      points.add(point(bend.getX(), bend.getY()));
    }
    points.add(point(section.getEndX(), section.getEndY()));
    ElkLabel label = edge.getLabels().getFirst();
    return new Arrow(points, point(label.getX(), label.getY()));
  }

  private static Point point(double x, double y) {
    return new Point(x + MARGIN, y + MARGIN);
  }
}
