"""Writes the numbers that the worked systems are compared with, computed to 60 digits (needs mpmath).

    python3 calculus/src/test/python/systems.py

Derivatives are those of mpmath's numerical differentiation, so nothing here knows the chain rule.
Lines of systems.csv: a name, the sizes and the values of a tensor, row-major.
"""

import pathlib

from mpmath import mp, mpf

mp.dps = 60
TARGET = pathlib.Path(__file__).parent.parent / "resources/org/chainrule/calculus/systems/systems.csv"
LINES = []


def tensor(name, values, *sizes):
    values = [repr(float(v)) for v in values]
    LINES.append(f"{name},{' '.join(map(str, sizes or [len(values)]))},{' '.join(values)}")


def number(name, value):
    LINES.append(f"{name},,{float(value)!r}")


def floats(*texts):
    """The float64 numbers next to these decimals, which is what a program is given."""
    return [mpf(float(t)) for t in texts]


def sigmoid(x):
    return 1 / (1 + mp.exp(-x))


def gradient(function, at):
    """Central differences, which err by the square of the step: far beyond the digits of float64."""
    with mp.workdps(100):
        h = mpf(10) ** -25
        result = []
        for i in range(len(at)):
            up, down = list(at), list(at)
            up[i] += h
            down[i] -= h
            result.append((function(*up) - function(*down)) / (2 * h))
    return result


def recurrent(w1, w2, wo, b, xs, y=-1):
    h = mpf(0)
    for x in xs:
        h = sigmoid(w1 * x + w2 * h)
    return -mp.log(sigmoid(y * (wo * h + b)))


def scalar_recurrent_network():
    parameters = floats(".7", "-1.3", ".9", ".2")
    xs = floats(".5", "-1", "2")
    h, states = mpf(0), []
    for x in xs:
        h = sigmoid(parameters[0] * x + parameters[1] * h)
        states.append(h)
    tensor("recurrent h", states)
    number("recurrent loss", recurrent(*parameters, xs))
    tensor("recurrent gradient", gradient(lambda *p: recurrent(*p, xs), parameters))
    long = [mp.sin(mpf(t)) for t in range(1, 31)]
    long = [mpf(float(x)) for x in long]
    tensor("recurrent long x", long)
    tensor("recurrent long gradient", gradient(lambda *p: recurrent(*p, long), parameters))


def softmax(z):
    total = sum(mp.exp(v) for v in z)
    return [mp.exp(v) / total for v in z]


def relu(x):
    return x if x > 0 else mpf(0)


def relu_softmax_geometry():
    x1, x2 = mpf(3), mpf(14)
    total = sum(relu(v) for v in (x1 - 1, x2 - 1, -x1 - 1, -x2 - 1))
    tensor("geometry o", softmax([relu(total), relu(2 - total)]))
    tensor("geometry levels", [softmax([relu(s), relu(2 - s)])[0] for s in (mpf(0), mpf(1), mpf(3))])


def back_propagation():
    def network(w1, w2, b, x=mpf(3), t=mpf(1)):
        return (sigmoid(w2 * relu(w1 * x) + b) - t) ** 2 / 2

    w1, w2, b = floats(".01", "-5", "-1")
    number("layers y", sigmoid(w2 * relu(w1 * 3) + b))
    tensor("layers gradient", gradient(network, [w1, w2, b]))


def acyclic_graph():
    def objective(w11, w21, w22, w32, m11, m12, m22, b2, c1):
        x1, x2, x3 = floats(".5", "-1.2", ".8")
        y1, y2 = floats("1", ".3")
        z1 = relu(w11 * x1 + w21 * x2)
        z2 = w22 * x2**2 + w32 * x3 + b2
        first = sigmoid(m11 * z1**3 + c1)
        second = m12 * mp.sin(z1) + m22 * mp.cos(z2)
        return mp.log((y1 - first) ** 2) + mp.log((y2 - second) ** 2)

    at = floats(".9", "-.4", ".3", ".7", "1.1", "-.6", ".8", ".1", "-.2")
    number("graph J", objective(*at))
    tensor("graph gradient", gradient(objective, at))


ACTIVATIONS = {
    "sigmoid": sigmoid,
    "tanh": mp.tanh,
    "relu": relu,
    "leakyRelu": lambda x: x if x > 0 else mpf(0.01) * x,
    "elu": lambda x: x if x > 0 else mp.expm1(x),
    "gelu": lambda x: x * mp.erfc(-x / mp.sqrt(2)) / 2,
    "silu": lambda x: x * sigmoid(x),
    "softplus": lambda x: mp.log1p(mp.exp(x)),
    "identity": lambda x: x,
}


def activations():
    xs = floats("-6", "-3.5", "-2", "-1", "-.5", "-.1", "-1e-5", "1e-5", ".1", ".5", "1", "2", "3.5", "6")
    tensor("activation x", xs)
    for name, function in ACTIVATIONS.items():
        tensor(f"activation {name}", [function(x) for x in xs])
        tensor(f"activation {name} slope", [gradient(function, [x])[0] for x in xs])


def computation_graph():
    function = lambda x, y, z: mp.log(x) + mp.exp(y) * z
    number("drawn f", function(1, 3, 2))
    tensor("drawn gradient", gradient(function, [mpf(1), mpf(3), mpf(2)]))


scalar_recurrent_network()
relu_softmax_geometry()
back_propagation()
acyclic_graph()
activations()
computation_graph()
TARGET.parent.mkdir(parents=True, exist_ok=True)
TARGET.write_text("\n".join(LINES) + "\n")
