"""Writes the numbers that float64 functions are compared with (needs mpmath).

    python3 engine/src/test/python/functions.py

functions.csv: a function, a float64 argument and the value there to 30 digits; the arguments are everywhere in
the domain, and dense where an approximation passes into another one.
"""

import pathlib
import random

from mpmath import atan, erf, exp, expm1, log, log1p, mp, mpf, nstr, tanh

mp.dps = 50
POINTS = 60
TARGET = pathlib.Path(__file__).parent.parent / "resources/org/chainrule/engine/kernel/functions.csv"

# Each with ranges of arguments.
FUNCTIONS = {
    "EXP": (exp, [(-745, 709), (-1, 1), (-709, -700), (0.34, 0.36)]),
    "EXPM1": (expm1, [(-745, 709), (-1, 1), (-38, -30), (0.34, 0.36), (-0.36, -0.34)]),
    "LOG": (log, [(0, 1e300), (0.5, 2), (0.7, 0.72), (1.41, 1.42), (0, 1e-308), (0.99, 1.01)]),
    "LOG1P": (log1p, [(-0.999, 1), (0, 1e300), (-0.3, -0.29), (0.41, 0.42), (-1e-5, 1e-5)]),
    "TANH": (tanh, [(-20, 20), (-1, 1), (0.54, 0.56), (-1e-3, 1e-3)]),
    "ERF": (erf, [(-6, 6), (-1, 1), (0.99, 1.01), (5.9, 6), (-1e-3, 1e-3)]),
    "ATAN": (atan, [(-10, 10), (-1, 1), (0.65, 0.67), (2.41, 2.42), (-1e9, 1e9), (-1e-3, 1e-3)]),
}


def arguments(ranges):
    for low, high in ranges:
        for _ in range(POINTS):
            yield low + (high - low) * random.random()
    for _ in range(POINTS):
        magnitude = 2 ** random.uniform(-1070, 0)
        low = min(low for low, _ in ranges)
        yield magnitude if low >= 0 or random.random() < 0.5 else -magnitude


random.seed(1)
TARGET.parent.mkdir(parents=True, exist_ok=True)
with TARGET.open("w") as file:
    for name, (function, ranges) in FUNCTIONS.items():
        for x in arguments(ranges):
            file.write(f"{name},{x!r},{nstr(function(mpf(x)), 30)}\n")
