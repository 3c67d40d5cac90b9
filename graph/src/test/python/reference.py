"""Writes the numbers that the ops are compared with, computed to 400 digits (needs mpmath).

    python3 graph/src/test/python/reference.py

elementwise.csv: op, its parameter, the arguments and the value, correctly rounded to float64.
tensors.csv: a name, the sizes and the values of a tensor, row-major; larger computations.
"""

import itertools
import pathlib
import random
from fractions import Fraction

from mpmath import mp, mpf

mp.dps = 400
TARGET = pathlib.Path(__file__).parent.parent / "resources/org/chainrule/graph/samples"
LARGEST = 1.7976931348623157e308


def rounded(x):
    """The float64 nearest to an mpf, ties to even."""
    if abs(x) < mpf(2) ** -1200:
        return 0.0
    sign, mantissa, exponent, _ = mpf(x)._mpf_
    if abs(x) > mpf(LARGEST) * (1 + mpf(2) ** -54):
        return float("-inf") if sign else float("inf")
    magnitude = Fraction(mantissa) * Fraction(2) ** exponent
    return -float(magnitude) if sign else float(magnitude)


def written(x):
    x = rounded(x) if isinstance(x, mp.mpf) else x
    return {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}.get(repr(x), repr(x))


TINY = [5e-324, 1e-310, 2.2250738585072014e-308, 1e-300, 3e-160, 1e-100, 1e-20]
SMALL = [1.1e-16, 1e-13, 1e-8, 6e-6, 1e-3, 0.03, 0.1, 0.25, 0.3, 0.5, 0.7, 0.8450629, 0.9999999]
MIDDLE = [1.0, 1.0000001, 1.25, 1.5, 1.9, 2.2, 2.4999, 2.5, 2.5001, 2.9, 3.1415926535897931, 4.5, 5.5]
LARGE = [5.9, 6.0, 6.1, 9.42477796076938, 10.5, 18.7, 20.1, 27.2, 36.0, 36.8, 40.0, 88.7, 101.3, 355.0]
HUGE = [700.1, 708.3, 709.7, 709.79, 710.5, 744.4, 745.2, 746.0, 1e3, 12345.678, 1e10, 1e15, 1e22, 1e100, 1e300, LARGEST]
draw = random.Random(20)
RANDOM = [10 ** draw.uniform(-6, 2.5) for _ in range(30)] + [draw.uniform(0, 7) for _ in range(30)]
POSITIVE = TINY + SMALL + MIDDLE + LARGE + HUGE + RANDOM
REAL = POSITIVE + [-x for x in POSITIVE]


def sigmoid(x):
    return 1 / (1 + mp.exp(-x)) if abs(x) < 1e4 else mpf(int(x > 0))


def expm1(x):
    return mp.expm1(max(min(x, 1e4), -1e4))


def softplus(x):
    return x if x > 1e4 else mp.log1p(mp.exp(x)) if x > -1e4 else mp.mpf(0)


def normal(x):
    return mp.erfc(-x / mp.sqrt(2)) / 2 if abs(x) < 1e4 else mpf(int(x > 0))


def power(p):
    return lambda x: mp.power(x, int(p)) if p == int(p) else mp.power(x, p)


UNARY = {
    ("absolute", ""): abs,
    ("arctan", ""): mp.atan,
    ("cos", ""): mp.cos,
    ("elu", 1.0): lambda x: x if x > 0 else expm1(x),
    ("elu", 0.25): lambda x: x if x > 0 else expm1(x) / 4,
    ("erf", ""): lambda x: mp.erf(x) if abs(x) < 1e4 else mp.sign(x),
    ("exp", ""): lambda x: mp.exp(max(min(x, 1e4), -1e4)),
    ("expm1", ""): expm1,
    ("leakyRelu", 0.01): lambda x: x if x > 0 else mpf(0.01) * x,
    ("negate", ""): lambda x: -x,
    ("relu", 0.0): lambda x: x if x > 0 else mpf(0),
    ("sigmoid", ""): sigmoid,
    ("sign", ""): lambda x: mpf(1) if x > 0 else mpf(-1),
    ("sin", ""): mp.sin,
    ("softplus", ""): softplus,
    ("tanh", ""): lambda x: mp.tanh(x) if abs(x) < 1e4 else mp.sign(x),
    ("gelu", ""): lambda x: x * normal(x),
    ("silu", ""): lambda x: x * sigmoid(x),
}
UNARY_POSITIVE = {("log", ""): mp.log}
UNARY_UNIT = {("arccos", ""): mp.acos, ("arcsin", ""): mp.asin}
SIGNED_POWERS = [-4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 7.0]
POSITIVE_POWERS = [-1.5, -0.5, 0.5, 1.5, 2.5]


def elementwise():
    yield "op,parameter,x,y,value"
    rows = [(op, REAL) for op in UNARY] + [(op, POSITIVE) for op in UNARY_POSITIVE]
    rows += [(op, [x for x in REAL if abs(x) <= 1]) for op in UNARY_UNIT]
    for (op, parameter), arguments in rows:
        function = (UNARY | UNARY_POSITIVE | UNARY_UNIT)[op, parameter]
        for x in arguments:
            yield f"{op},{parameter},{x!r},,{written(mpf(function(mpf(x))))}"
    for x in [v for v in REAL if v > -1] + [-1 + 2.0**-k for k in (1, 20, 53)]:
        yield f"log1p,,{x!r},,{written(mp.log1p(mpf(x)))}"
    for p, arguments in [(p, REAL) for p in SIGNED_POWERS] + [(p, POSITIVE) for p in POSITIVE_POWERS]:
        for x in arguments[::4]:
            yield f"power,{p},{x!r},,{written(power(p)(mpf(x)))}"
    pairs = [(draw.choice(REAL), draw.choice(REAL)) for _ in range(80)]
    for x, y in pairs + [(x, x) for x in MIDDLE] + [(x, -x) for x in SMALL]:
        a, b = mpf(x), mpf(y)
        values = {
            "add": a + b,
            "subtract": a - b,
            "multiply": a * b,
            "divide": a / b,
            "maximum": max(a, b),
            "minimum": min(a, b),
            "less": mpf(int(a < b)),
            "lessOrEqual": mpf(int(a <= b)),
            "equal": mpf(int(a == b)),
        }
        for op, value in values.items():
            yield f"{op},,{x!r},{y!r},{written(value)}"


def tensor(name, sizes, values):
    values = list(values)
    count = 1
    for size in sizes:
        count *= size
    assert count == len(values), name
    return f"{name},{' '.join(map(str, sizes))},{' '.join(map(written, values))}"


def floats(count, scale=1.0):
    return [draw.uniform(-scale, scale) for _ in range(count)]


def reductions():
    rows = [
        [0.0, 0.0, 0.0, 0.0],
        [1000.0, 1000.5, 999.0, -1000.0],
        [-1000.0, -1001.0, -1000.25, -1e4],
        [1e308, 1.0, -1e308, 3.0],
        [-745.0, -740.0, 0.0, -700.0],
        [1e-9, -1e-9, 2e-9, 0.0],
    ]
    yield tensor("logSumExp x", (6, 4), itertools.chain(*rows))
    sums = []
    for row in rows:
        top = max(map(mpf, row))
        sums.append(top + mp.log(sum(mp.exp(max(mpf(x) - top, -5000)) for x in row)))
    yield tensor("logSumExp", (6,), sums)
    cancelling = [1e16, 1.0, -1e16, 3.25] + floats(60) + [1e8, -1e8]
    yield tensor("sum x", (len(cancelling),), cancelling)
    yield tensor("sum", (), [sum(map(mpf, cancelling))])


def contractions():
    n, k, m = 5, 17, 4
    a, b = floats(n * k, 100), floats(k * m, 100)
    yield tensor("matmul a", (n, k), a)
    yield tensor("matmul b", (k, m), b)
    product = [
        sum(mpf(a[i * k + l]) * mpf(b[l * m + j]) for l in range(k)) for i in range(n) for j in range(m)
    ]
    yield tensor("matmul", (n, m), product)


def convolution(x, f, stride, dilation):
    """x[c][h][w] with filters f[o][c][p][q]."""
    height = (len(x[0]) - dilation * (len(f[0][0]) - 1) - 1) // stride + 1
    width = (len(x[0][0]) - dilation * (len(f[0][0][0]) - 1) - 1) // stride + 1
    for filters in f:
        for i in range(height):
            for j in range(width):
                yield sum(
                    mpf(filters[c][p][q]) * mpf(x[c][i * stride + p * dilation][j * stride + q * dilation])
                    for c in range(len(x))
                    for p in range(len(filters[c]))
                    for q in range(len(filters[c][p]))
                )


def nested(values, *sizes):
    if not sizes:
        return values[0]
    step = len(values) // sizes[0]
    return [nested(values[i * step : (i + 1) * step], *sizes[1:]) for i in range(sizes[0])]


def convolutions():
    x, f = floats(2 * 7 * 9), floats(3 * 2 * 2 * 3)
    yield tensor("convolution x", (2, 7, 9), x)
    yield tensor("convolution f", (3, 2, 2, 3), f)
    for stride, dilation in (1, 1), (2, 1), (1, 2), (3, 2):
        height = (7 - dilation - 1) // stride + 1
        width = (9 - 2 * dilation - 1) // stride + 1
        result = convolution(nested(x, 2, 7, 9), nested(f, 3, 2, 2, 3), stride, dilation)
        yield tensor(f"convolution by {stride} over {dilation}", (3, height, width), result)


def lstm(inputs, hidden, w, u, b):
    """h_t and c_t of gates f, i, o and candidate g, each with rows of w (on h), u (on x) and b."""
    h, c = [mpf(0)] * hidden, [mpf(0)] * hidden
    for x in inputs:
        z = [
            sum(mpf(w[r][k]) * h[k] for k in range(hidden))
            + sum(mpf(u[r][k]) * mpf(x[k]) for k in range(len(x)))
            + mpf(b[r])
            for r in range(4 * hidden)
        ]
        f, i, o = ([sigmoid(z[g * hidden + k]) for k in range(hidden)] for g in range(3))
        g = [mp.tanh(z[3 * hidden + k]) for k in range(hidden)]
        c = [f[k] * c[k] + i[k] * g[k] for k in range(hidden)]
        h = [o[k] * mp.tanh(c[k]) for k in range(hidden)]
        yield h, c


def scans():
    hidden, width, steps = 3, 2, 6
    w, u, b = floats(12 * hidden, 2), floats(12 * width, 2), floats(12)
    x = floats(steps * width, 3)
    yield tensor("lstm w", (12, hidden), w)
    yield tensor("lstm u", (12, width), u)
    yield tensor("lstm b", (12,), b)
    yield tensor("lstm x", (steps, width), x)
    states = list(lstm(nested(x, steps, width), hidden, nested(w, 12, hidden), nested(u, 12, width), b))
    yield tensor("lstm h", (steps, hidden), itertools.chain(*(h for h, _ in states)))
    yield tensor("lstm last c", (hidden,), states[-1][1])
    # A unit set by hand, on two sequences, not rounded.
    w, u, b = [[0.0], [0.0], [0.0], [-100.0]], [[0.0], [100.0], [100.0], [50.0]], [-100.0, 100.0, 0.0, 0.0]
    for sequence in (0, 0, 1, 1, 1, 0), (1, 1, 0, 1, 1):
        h = [h[0] for h, _ in lstm([[float(x)] for x in sequence], 1, w, u, b)]
        yield tensor("unit " + "".join(map(str, sequence)), (len(sequence),), h)


def write(name, *parts):
    TARGET.mkdir(parents=True, exist_ok=True)
    with open(TARGET / name, "w", newline="\n") as file:
        for line in itertools.chain(*parts):
            print(line, file=file)


write("elementwise.csv", elementwise())
write("tensors.csv", reductions(), contractions(), convolutions(), scans())
