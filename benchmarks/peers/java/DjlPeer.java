import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.util.PairList;
import java.util.List;

/** DJL's training on its PyTorch engine; its Adam on this engine is dense and not fused. */
final class DjlPeer {
  private final Sampling sampling;
  private final NDManager manager;

  private DjlPeer(Sampling sampling, NDManager manager) {
    this.sampling = sampling;
    this.manager = manager;
  }

  public static void main(String[] arguments) {
    Sampling sampling = Sampling.of(arguments);
    System.setProperty("ai.djl.default_engine", "PyTorch");
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(sampling.threads()));
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    try (NDManager manager = NDManager.newBaseManager()) {
      new DjlPeer(sampling, manager).run();
    }
  }

  private void run() {
    switch (sampling.workload()) {
      case "letters" -> train(perceptron(true), Sampling.binary(9000), new Shape(128), 1, "µs");
      case "mlp", "mlp-256" -> {
        int batch = sampling.workload().equals("mlp") ? 128 : 256;
        Sampling.Examples examples = Sampling.continuous(25 * 256, 784, 1);
        train(perceptron(false), examples, new Shape(784), batch, "examples/s");
      }
      case "cnn" -> {
        Sampling.Examples examples = Sampling.continuous(1280, 784, 1);
        train(convolutional(), examples, new Shape(1, 28, 28), 64, "images/s");
      }
      case "residual" -> {
        Sampling.Examples examples = Sampling.continuous(320, 3 * 1024, 1024);
        train(residual(), examples, new Shape(3, 32, 32), 64, "images/s");
      }
      case "lstm" -> {
        Sampling.Examples examples = Sampling.continuous(320, 6400, 1);
        train(recurrent(), examples, new Shape(100, 64), 32, "sequences/s");
      }
      case "sentiment-dense" ->
          train(sentiment(), Sampling.words(3200), new Shape(20), 32, "examples/s");
      case "start" -> step(perceptron(true), Sampling.binary(1));
      default -> throw new IllegalArgumentException(sampling.workload());
    }
  }

  private static Linear linear(int units) {
    return Linear.builder().setUnits(units).build();
  }

  private static SequentialBlock perceptron(boolean letters) {
    return letters
        ? new SequentialBlock().add(linear(50)).add(Activation.sigmoidBlock()).add(linear(10))
        : new SequentialBlock()
            .add(linear(512))
            .add(Activation.reluBlock())
            .add(linear(512))
            .add(Activation.reluBlock())
            .add(linear(10));
  }

  private static Block convolution(int filters, boolean bias) {
    return Conv2d.builder()
        .setKernelShape(new Shape(3, 3))
        .setFilters(filters)
        .optPadding(new Shape(1, 1))
        .optBias(bias)
        .build();
  }

  private static Block halving() {
    return Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2));
  }

  private static Block convolutional() {
    return new SequentialBlock()
        .add(convolution(32, true))
        .add(Activation.reluBlock())
        .add(halving())
        .add(convolution(64, true))
        .add(Activation.reluBlock())
        .add(halving())
        .add(Blocks.batchFlattenBlock())
        .add(linear(128))
        .add(Activation.reluBlock())
        .add(linear(10));
  }

  private static Block residual() {
    SequentialBlock block =
        new SequentialBlock()
            .add(convolution(64, false))
            .add(BatchNorm.builder().build())
            .add(Activation.reluBlock())
            .add(convolution(64, false))
            .add(BatchNorm.builder().build());
    return new SequentialBlock()
        .add(convolution(64, true))
        .add(Activation.reluBlock())
        .add(
            new ParallelBlock(
                both -> new NDList(Activation.relu(both.get(0).get(0).add(both.get(1).get(0)))),
                List.of(block, Blocks.identityBlock())))
        .add(Pool.globalAvgPool2dBlock())
        .add(linear(10));
  }

  private static Block recurrent() {
    return new SequentialBlock()
        .add(
            LSTM.builder()
                .setNumLayers(1)
                .setStateSize(256)
                .optBatchFirst(true)
                .optReturnState(false)
                .build())
        .add(states -> new NDList(states.head().get(":, 99, :")))
        .add(linear(10));
  }

  private static Block sentiment() {
    return new SequentialBlock()
        .add(new Rows(20_000, 512))
        .add(vectors -> new NDList(vectors.head().mean(new int[] {1})))
        .add(linear(512))
        .add(Activation.reluBlock())
        .add(linear(2));
  }

  private Optimizer optimizer() {
    return sampling.workload().equals("letters") || sampling.workload().equals("start")
        ? Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.1f)).build()
        : Optimizer.adam().optLearningRateTracker(Tracker.fixed(0.001f)).build();
  }

  private void step(Block block, Sampling.Examples one) {
    try (Model model = Model.newInstance("peer", "PyTorch")) {
      model.setBlock(block);
      try (Trainer trainer = trainer(model, new Shape(1, one.x()[0].length))) {
        step(
            trainer,
            manager.create(one.flat(), new Shape(1, one.x()[0].length)),
            manager.create(new long[] {one.y()[0]}, new Shape(1, 1)));
      }
    }
  }

  private Trainer trainer(Model model, Shape batch) {
    Trainer trainer =
        model.newTrainer(
            new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()).optOptimizer(optimizer()));
    trainer.initialize(batch);
    return trainer;
  }

  private void train(
      Block block, Sampling.Examples examples, Shape example, int batch, String unit) {
    int batches = examples.y().length / batch;
    NDArray all = manager.create(examples.flat(), new Shape(examples.y().length).addAll(example));
    if (sampling.workload().equals("sentiment-dense")) {
      all = all.toType(DataType.INT64, false);
    }
    NDArray[] x = new NDArray[batches];
    NDArray[] y = new NDArray[batches];
    for (int b = 0; b < batches; b++) {
      x[b] = all.get(new NDIndex().addSliceDim((long) b * batch, (b + 1L) * batch));
      long[] labels = new long[batch];
      for (int i = 0; i < batch; i++) {
        labels[i] = examples.y()[b * batch + i];
      }
      y[b] = manager.create(labels, new Shape(batch, 1));
    }
    try (Model model = Model.newInstance("peer", "PyTorch")) {
      model.setBlock(block);
      try (Trainer trainer = trainer(model, new Shape(batch).addAll(example))) {
        int[] next = {0};
        sampling.measure(
            () -> {
              step(trainer, x[next[0]], y[next[0]]);
              next[0] = (next[0] + 1) % batches;
            },
            unit,
            seconds -> unit.equals("µs") ? 1e6 * seconds / batch : batch / seconds);
      }
    }
  }

  /** What DJL's own training does with a batch, less its metrics. */
  private static void step(Trainer trainer, NDArray x, NDArray y) {
    NDManager owner = x.getManager();
    try (NDManager scope = trainer.getManager().newSubManager()) {
      x.attach(scope);
      y.attach(scope);
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDList out = trainer.forward(new NDList(x));
        NDArray loss = trainer.getLoss().evaluate(new NDList(y), out);
        collector.backward(loss);
        out.attach(scope);
        loss.attach(scope);
      }
      trainer.step();
      x.attach(owner);
      y.attach(owner);
    }
  }

  /** Rows of a table by number, which the built-in embedding does not take. */
  private static final class Rows extends AbstractBlock {
    private final Parameter table;
    private final int width;

    Rows(int rows, int width) {
      this.width = width;
      table =
          addParameter(
              Parameter.builder()
                  .setName("table")
                  .setType(Parameter.Type.WEIGHT)
                  .optShape(new Shape(rows, width))
                  .build());
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList in, boolean training, PairList<String, Object> settings) {
      NDArray rows = in.head();
      return Embedding.embedding(
          rows, store.getValue(table, rows.getDevice(), training), SparseFormat.DENSE);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] in) {
      return new Shape[] {in[0].add(width)};
    }
  }
}
