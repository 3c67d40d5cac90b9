"""Writes the files that SafetensorsTest reads, with the safetensors package and NumPy.

Usage: safetensors_files.py FOLDER (exchange/src/test/resources/org/chainrule/exchange)
"""

import sys
from pathlib import Path

import numpy
from safetensors.numpy import save_file

folder = Path(sys.argv[1])

save_file(
    {
        "weights": numpy.arange(6, dtype=numpy.float32).reshape(2, 3) / 4 - 1,
        "bias": numpy.array([0.1, -2.5e300], dtype=numpy.float64),
        "a scale": numpy.array(3.5, dtype=numpy.float32),
        "ünï \"codé\"\n": numpy.zeros((2, 0), dtype=numpy.float32),
        "edge": numpy.array([numpy.nan, numpy.inf, -0.0, 1e-45], dtype=numpy.float32),
    },
    folder / "written-by-python.safetensors",
    {"format": "a \"quoted\" text, ü"},
)
save_file(
    {"half": numpy.array([1, -2.5, 65504, 6e-8, numpy.inf], dtype=numpy.float16)},
    folder / "half.safetensors",
)
