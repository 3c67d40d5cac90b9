"""Writes the model that ModelFileTest reads, with the safetensors package, and prints what it
predicts, computed by NumPy in float64.

Usage: model_file.py FOLDER (exchange/src/test/resources/org/chainrule/exchange)
"""

import json
import sys
from pathlib import Path

import numpy
from safetensors.numpy import save_file

random = numpy.random.default_rng(2026)
tensors = {
    "standardize_1.mean": random.normal(size=(2, 2)),
    "standardize_1.scale": random.uniform(0.5, 2, size=(2, 2)),
    "dense_1.weight": random.normal(size=(4, 3)),
    "dense_1.bias": random.normal(size=3),
    "dense_2.weight": random.normal(size=(3, 2)),
    "dense_2.bias": random.normal(size=2),
}
architecture = {
    "input": [2, 2],
    "precision": "float64",
    "classes": ["cat", "dog"],
    "layers": [
        {"kind": "standardize"},
        {"kind": "flatten"},
        {"kind": "dense", "units": 3, "weight": {"kind": "glorot"}, "bias": {"kind": "constant", "value": 0.0}},
        {"kind": "tanh"},
        {"kind": "dense", "units": 2, "weight": {"kind": "uniform", "limit": 0.1}, "bias": {"kind": "he"}},
    ],
}
metadata = {"format": "chainrule", "version": "1", "model": json.dumps(architecture), "trained_on": "nothing"}
save_file(tensors, Path(sys.argv[1]) / "model.safetensors", metadata)

x = numpy.array([[0.5, -1.0, 2.0, 0.25], [3.0, 1.0, -0.5, -2.0]])
mean, scale = (tensors["standardize_1." + name].reshape(4) for name in ("mean", "scale"))
hidden = numpy.tanh((x - mean) * scale @ tensors["dense_1.weight"] + tensors["dense_1.bias"])
z = hidden @ tensors["dense_2.weight"] + tensors["dense_2.bias"]
exponentials = numpy.exp(z - z.max(axis=1, keepdims=True))
print((exponentials / exponentials.sum(axis=1, keepdims=True)).tolist())
