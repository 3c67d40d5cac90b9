import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;

/** ONNX Runtime with buffers made once; the folder of the networks is the last argument. */
final class OnnxRuntimePeer {
  public static void main(String[] arguments) throws OrtException {
    Sampling sampling = Sampling.of(arguments);
    int width = sampling.workload().equals("latency-letters") ? 128 : 784;
    String file = arguments[5] + "/" + sampling.workload() + ".onnx";
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(sampling.threads());
    try (OrtSession session = environment.createSession(file, options)) {
      float[] example =
          (width == 128 ? Sampling.binary(1) : Sampling.continuous(1, width, 1)).flat();
      FloatBuffer input = direct(width);
      FloatBuffer output = direct(10);
      Map<String, OnnxTensor> inputs =
          Map.of("x", OnnxTensor.createTensor(environment, input, new long[] {1, width}));
      Map<String, OnnxTensor> outputs =
          Map.of("y", OnnxTensor.createTensor(environment, output, new long[] {1, 10}));
      float[] read = new float[1];
      sampling.measure(
          () -> {
            input.put(0, example);
            try (OrtSession.Result result = session.run(inputs, Set.of(), outputs)) {
              read[0] += output.get(0);
            } catch (OrtException e) {
              throw new IllegalStateException(e);
            }
          },
          "µs",
          seconds -> 1e6 * seconds);
    }
  }

  private static FloatBuffer direct(int numbers) {
    return ByteBuffer.allocateDirect(4 * numbers).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }
}
