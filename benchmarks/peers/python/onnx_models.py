"""Writes the networks of letters and mlp, with random weights, as ONNX files into the folder named first."""

import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

RANDOM = np.random.default_rng(1)


def write(path, sizes, activation):
    nodes, weights, value = [], [], "x"
    for i, (inputs, units) in enumerate(zip(sizes, sizes[1:])):
        last = i == len(sizes) - 2
        weight = (RANDOM.standard_normal((units, inputs)) / inputs**0.5).astype(np.float32)
        weights += [numpy_helper.from_array(weight, f"w{i}"), numpy_helper.from_array(np.zeros(units, np.float32), f"b{i}")]
        nodes.append(helper.make_node("Gemm", [value, f"w{i}", f"b{i}"], [f"sum{i}"], transB=1))
        value = "y" if last else f"units{i}"
        nodes.append(helper.make_node("Softmax" if last else activation, [f"sum{i}"], [value]))
    ends = [helper.make_tensor_value_info(n, TensorProto.FLOAT, [1, s]) for n, s in (("x", sizes[0]), ("y", sizes[-1]))]
    graph = helper.make_graph(nodes, "network", ends[:1], ends[1:], weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    onnx.save(model, path)


write(sys.argv[1] + "/latency-letters.onnx", [128, 50, 10], "Sigmoid")
write(sys.argv[1] + "/latency-mlp.onnx", [784, 512, 512, 10], "Relu")
