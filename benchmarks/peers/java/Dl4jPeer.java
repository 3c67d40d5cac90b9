import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** DL4J on its native processor backend. */
final class Dl4jPeer {
  private static final int CLASSES = 10;

  public static void main(String[] arguments) {
    Sampling sampling = Sampling.of(arguments);
    switch (sampling.workload()) {
      case "letters" ->
          train(sampling, letters(), Sampling.binary(9000), new long[] {128}, 1, "µs");
      case "mlp", "mlp-256" -> {
        int batch = sampling.workload().equals("mlp") ? 128 : 256;
        Sampling.Examples examples = Sampling.continuous(25 * 256, 784, 1);
        train(sampling, mlp(), examples, new long[] {784}, batch, "examples/s");
      }
      case "cnn" -> {
        Sampling.Examples examples = Sampling.continuous(1280, 784, 1);
        train(sampling, cnn(), examples, new long[] {1, 28, 28}, 64, "images/s");
      }
      case "lstm" -> {
        Sampling.Examples examples = Sampling.continuous(320, 6400, 1);
        train(sampling, lstm(), examples, new long[] {64, 100}, 32, "sequences/s");
      }
      case "sentiment-dense" ->
          train(sampling, sentiment(), Sampling.words(3200), new long[] {20}, 32, "examples/s");
      default -> throw new IllegalArgumentException(sampling.workload());
    }
    System.exit(0); // its threads go on
  }

  private static NeuralNetConfiguration.ListBuilder layers(IUpdater updater) {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .dataType(DataType.FLOAT)
        .weightInit(WeightInit.XAVIER)
        .updater(updater)
        .list();
  }

  private static DenseLayer dense(int units, Activation activation) {
    return new DenseLayer.Builder().nOut(units).activation(activation).build();
  }

  private static OutputLayer output(int classes) {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(classes)
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static ConvolutionLayer convolution(int filters) {
    return new ConvolutionLayer.Builder(3, 3)
        .padding(1, 1)
        .nOut(filters)
        .activation(Activation.RELU)
        .build();
  }

  private static SubsamplingLayer halving() {
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
        .kernelSize(2, 2)
        .stride(2, 2)
        .build();
  }

  private static MultiLayerConfiguration letters() {
    return layers(new Sgd(0.1))
        .layer(dense(50, Activation.SIGMOID))
        .layer(output(CLASSES))
        .setInputType(InputType.feedForward(128))
        .build();
  }

  private static MultiLayerConfiguration mlp() {
    return layers(new Adam(0.001))
        .layer(dense(512, Activation.RELU))
        .layer(dense(512, Activation.RELU))
        .layer(output(CLASSES))
        .setInputType(InputType.feedForward(784))
        .build();
  }

  private static MultiLayerConfiguration cnn() {
    return layers(new Adam(0.001))
        .layer(convolution(32))
        .layer(halving())
        .layer(convolution(64))
        .layer(halving())
        .layer(dense(128, Activation.RELU))
        .layer(output(CLASSES))
        .setInputType(InputType.convolutional(28, 28, 1))
        .build();
  }

  private static MultiLayerConfiguration lstm() {
    return layers(new Adam(0.001))
        .layer(new LastTimeStep(new LSTM.Builder().nOut(256).activation(Activation.TANH).build()))
        .layer(output(CLASSES))
        .setInputType(InputType.recurrent(64, 100))
        .build();
  }

  private static MultiLayerConfiguration sentiment() {
    return layers(new Adam(0.001))
        .layer(new EmbeddingSequenceLayer.Builder().nIn(20_000).nOut(512).inputLength(20).build())
        .layer(new GlobalPoolingLayer(PoolingType.AVG))
        .layer(dense(512, Activation.RELU))
        .layer(output(2))
        .setInputType(InputType.recurrent(20_000, 20))
        .build();
  }

  private static void train(
      Sampling sampling,
      MultiLayerConfiguration configuration,
      Sampling.Examples examples,
      long[] example,
      int batch,
      String unit) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    int batches = examples.y().length / batch;
    long[] shape = new long[example.length + 1];
    shape[0] = batch;
    System.arraycopy(example, 0, shape, 1, example.length);
    float[] all = examples.flat();
    int width = all.length / examples.y().length;
    DataSet[] sets = new DataSet[batches];
    for (int b = 0; b < batches; b++) {
      float[] numbers = new float[batch * width];
      System.arraycopy(all, b * numbers.length, numbers, 0, numbers.length);
      INDArray labels =
          Nd4j.zeros(DataType.FLOAT, batch, network.layerSize(network.getnLayers() - 1));
      for (int i = 0; i < batch; i++) {
        labels.putScalar(i, examples.y()[b * batch + i], 1);
      }
      sets[b] = new DataSet(Nd4j.create(numbers, shape, 'c'), labels);
    }
    int[] next = {0};
    sampling.measure(
        () -> {
          network.fit(sets[next[0]]);
          next[0] = (next[0] + 1) % batches;
        },
        unit,
        seconds -> unit.equals("µs") ? 1e6 * seconds / batch : batch / seconds);
  }
}
