"""Outputs and gradients of layers and losses in PyTorch (float64), as JSON on standard output.

python layers_reference.py > ../resources/org/chainrule/learn/layers_reference.json   (torch 2.13)

A case is named "shape: layers" with the layers as Chainrule's parser reads them. Number i of parameter p of a network, counted in Chainrule's
order and in its layout, is 0.4 cos(0.3 + 1.7 p + 0.9 i), plus 1 for a variance. The objective is the sum over i of cos(0.5 + 0.7 i) y[i] with the
outputs y of two or three examples; a list that is called as a parameter is its gradient, dx that by the inputs.
"""

import json

import torch
import torch.nn.functional as F
from torch.func import functional_call

torch.set_default_dtype(torch.float64)
CASES = {}


def wave(shape, a, b):
    n = 1
    for size in shape:
        n *= size
    return torch.cos(a + b * torch.arange(n, dtype=torch.float64)).reshape(shape)


def numbers(t):
    return [float(v) for v in t.detach().flatten()]


def case(name, parameters, f, training=False, lengths=None, words=None, padding=0.0, n=2):
    """f(x, P) with the parameters (name, shape) that Chainrule has for the layers; returns y, or y and the next values of statistics."""
    shape = [n] + [int(s) for s in name.split(":")[0].split("x")]
    if words:
        i = torch.arange(n * shape[1])
        x = ((i * i + 3 * i) % words).reshape(shape)
    else:
        x = wave(shape, 0.2, 1.3)
    if lengths:
        for row, length in enumerate(lengths):
            x[row, length:] = padding
    P = {}
    for p, (key, size) in enumerate(parameters):
        P[key] = 0.4 * wave(size, 0.3 + 1.7 * p, 0.9) + (1 if key.endswith("variance") else 0)
    given = x.clone()
    trained = {k: v.requires_grad_(True) for k, v in P.items() if not k.endswith(("mean", "variance"))}
    if not words:
        x.requires_grad_(True)
    y = f(x, P)
    y, following = y if isinstance(y, tuple) else (y, {})
    (wave(y.shape, 0.5, 0.7) * y).sum().backward()
    found = {"x": numbers(given), "y": numbers(y)}
    if not words:
        found["dx"] = numbers(x.grad)
    found.update({k: numbers(v.grad) for k, v in trained.items()})
    found.update({"next " + k: numbers(v) for k, v in following.items()})
    CASES[name + (" (training)" if training else "")] = found


def plain(name, f, **more):
    case(name, [], lambda x, P: f(x), **more)


# Activations and what has no parameters
for word, f in {
    "identity": lambda x: x * 1, "relu": F.relu, "leaky_relu": F.leaky_relu, "elu": F.elu, "gelu": F.gelu, "silu": F.silu,
    "softplus": F.softplus, "sigmoid": torch.sigmoid, "tanh": torch.tanh, "softmax": lambda x: F.softmax(x, -1),
}.items():
    plain("7: " + word, f)
plain("3x4: softmax", lambda x: F.softmax(x, -1))
plain("2x3x4: flatten", lambda x: x.flatten(1))
plain("2x3x4: reshape 4x6", lambda x: x.reshape(-1, 4, 6))
case("5: dense 3", [("dense_1.weight", (5, 3)), ("dense_1.bias", (3,))], lambda x, P: F.linear(x, P["dense_1.weight"].T, P["dense_1.bias"]))


# Convolutions
def conv(shape, filters, window, settings="", bias=True, **given):
    channels = shape[0] if len(shape) == 3 else shape[1] if len(window) == 1 else 1
    groups = given.get("groups", 1)
    words = "x".join(map(str, shape)) + f": conv {filters} " + "x".join(map(str, window)) + settings + ("" if bias else " no bias")
    parameters = [("convolution_1.weight", (filters, channels // groups, *window))]
    parameters += [("convolution_1.bias", (filters,))] if bias else []

    def f(x, P):
        w, b = P["convolution_1.weight"], P.get("convolution_1.bias")
        if len(window) == 1:
            return F.conv1d(x.transpose(1, 2), w, b, **given).transpose(1, 2)
        return F.conv2d(x if x.dim() == 4 else x[:, None], w, b, **given)

    case(words, parameters, f)


conv((2, 5, 4), 3, (3, 3))
conv((2, 5, 4), 3, (3, 3), " pad 1", padding=1)
conv((6, 5), 2, (2, 3), " pad 1x2", padding=(1, 2))
conv((2, 7, 6), 3, (3, 2), " stride 2 pad 1", stride=2, padding=1)
conv((1, 7, 8), 2, (3, 3), " stride 1x2 dilation 2x1 pad 2x1", stride=(1, 2), dilation=(2, 1), padding=(2, 1))
conv((4, 5, 5), 6, (3, 3), " pad 1 groups 2", padding=1, groups=2)
conv((4, 5, 6), 4, (2, 3), " stride 2 groups 4", stride=2, groups=4, bias=False)
conv((3, 4, 4), 5, (1, 1))
conv((3, 6, 6), 2, (3, 3), " stride 3 dilation 2 pad 2", stride=3, dilation=2, padding=2)
conv((7, 3), 4, (3,))
conv((7, 4), 6, (3,), " stride 2 pad 2 dilation 2 groups 2", stride=2, padding=2, dilation=2, groups=2)
conv((5, 3), 2, (1,), bias=False)


def local(shape, filters, window, settings="", stride=1, padding=0, dilation=1, bias=True):
    name = "x".join(map(str, shape)) + f": local {filters} " + "x".join(map(str, window)) + settings + ("" if bias else " no bias")
    two = len(window) == 2
    channels = shape[0] if two else shape[1]
    sizes = shape[1:] if two else shape[:1]
    places = [(s + 2 * padding - dilation * (k - 1) - 1) // stride + 1 for s, k in zip(sizes, window)]
    parameters = [("locally_connected_1.weight", (*places, filters, channels, *window))]
    parameters += [("locally_connected_1.bias", (filters, *places) if two else (*places, filters))] if bias else []

    def f(x, P):
        picture = x if two else x.transpose(1, 2)[..., None]
        kernel = window if two else (window[0], 1)
        step = (stride, stride) if two else (stride, 1)
        around = (padding, padding) if two else (padding, 0)
        spread = (dilation, dilation) if two else (dilation, 1)
        columns = F.unfold(picture, kernel, dilation=spread, padding=around, stride=step)
        w = P["locally_connected_1.weight"].reshape(columns.shape[2], filters, columns.shape[1])
        y = torch.einsum("nkp,pfk->nfp", columns, w)
        y = y.reshape(len(x), filters, *places) if two else y.transpose(1, 2)
        return y + P["locally_connected_1.bias"] if bias else y

    case(name, parameters, f)


local((2, 4, 5), 3, (2, 3))
local((1, 5, 5), 2, (3, 3), " stride 2 pad 1", stride=2, padding=1)
local((2, 6, 6), 2, (2, 2), " stride 2 dilation 2", stride=2, dilation=2, bias=False)
local((6, 3), 2, (3,), " stride 2", stride=2)

# Pools
plain("2x5x6: maxpool 2", lambda x: F.max_pool2d(x, 2))
plain("2x5x7: maxpool 3x2 stride 2x1 pad 1", lambda x: F.max_pool2d(x, (3, 2), (2, 1), 1))
plain("1x7x7: maxpool 3 stride 1 dilation 2", lambda x: F.max_pool2d(x, 3, 1, 0, 2))
plain("2x5x6: meanpool 2", lambda x: F.avg_pool2d(x, 2))
plain("2x5x6: meanpool 3 stride 2 pad 1", lambda x: F.avg_pool2d(x, 3, 2, 1))
plain("7x3: maxpool 3 stride 2 pad 1", lambda x: F.max_pool1d(x.transpose(1, 2), 3, 2, 1).transpose(1, 2))
plain("7x3: meanpool 2", lambda x: F.avg_pool1d(x.transpose(1, 2), 2).transpose(1, 2))
plain("3x4x5: globalmean", lambda x: x.mean((2, 3)))
plain("3x4x5: globalmax", lambda x: x.amax((2, 3)))
plain("5x3: globalmean", lambda x: x.mean(1))

# Embeddings, alone and as a bag
TABLE = [("embedding_1.weight", (7, 3))]
case("5: embedding 7 3", TABLE, lambda x, P: F.embedding(x, P["embedding_1.weight"]), words=7)
case("5: embedding 7 3, globalmean", TABLE, lambda x, P: F.embedding_bag(x, P["embedding_1.weight"], mode="mean"), words=7)
case("5: embedding 7 3 padding 2, globalmean", TABLE, words=7, lengths=(3, 0, 5), padding=2, n=3,
     f=lambda x, P: F.embedding_bag(x, P["embedding_1.weight"], mode="mean", padding_idx=2))
case("5: embedding 7 3 padding 0, globalmax", TABLE, words=7, lengths=(3, 5), padding=0,
     f=lambda x, P: torch.where((x == 0)[..., None], -torch.inf, F.embedding(x, P["embedding_1.weight"])).amax(1))


# Recurrent layers
def recurrent(shape, layers, lengths=None, words=""):
    """layers: (kind, units, bidirectional, every, nonlinearity) each."""
    name = "x".join(map(str, shape)) + ": " + words
    parameters = []
    inputs = shape[1]
    count = {}
    for kind, units, both, every, f in layers:
        count[kind] = count.get(kind, 0) + 1
        gates = {"rnn": 1, "gru": 3, "lstm": 4}[kind]
        for side in ("", "backward_") if both else ("",):
            at = f"{kind}_{count[kind]}.{side}"
            parameters += [(at + "weight", (inputs, gates * units)), (at + "recurrent", (units, gates * units)), (at + "bias", (gates * units,))]
            parameters += [(at + "recurrent_bias", (units,))] if kind == "gru" else []
        inputs = units * (2 if both else 1)
        name += (", " if name[-1] != " " else "") + f"{kind} {units}" + (" " + f if f and f != "tanh" else "")
        name += (" bidirectional" if both else "") + (" every" if every else "")

    def run(x, P):
        value = x
        seen = {}
        for kind, units, both, every, f in layers:
            seen[kind] = seen.get(kind, 0) + 1
            cell = {"rnn": torch.nn.RNN, "gru": torch.nn.GRU, "lstm": torch.nn.LSTM}[kind]
            more = {"nonlinearity": f} if kind == "rnn" and f in ("tanh", "relu") else {}
            if kind == "rnn" and f in ("sigmoid", "identity"):
                g = torch.sigmoid if f == "sigmoid" else lambda v: v
                at = f"rnn_{seen[kind]}."
                h = torch.zeros(len(x), units)
                outputs = []
                for t in range(value.shape[1]):
                    h = g(value[:, t] @ P[at + "weight"] + h @ P[at + "recurrent"] + P[at + "bias"])
                    outputs.append(h)
                value = torch.stack(outputs, 1) if every else h
                continue
            module = cell(value.shape[2], units, batch_first=True, bidirectional=both, **more)
            weights = {}
            for side, suffix in (("", ""), ("backward_", "_reverse")) if both else (("", ""),):
                at = f"{kind}_{seen[kind]}.{side}"
                weights["weight_ih_l0" + suffix] = P[at + "weight"].T
                weights["weight_hh_l0" + suffix] = P[at + "recurrent"].T
                weights["bias_ih_l0" + suffix] = P[at + "bias"]
                zeros = torch.zeros_like(P[at + "bias"])
                weights["bias_hh_l0" + suffix] = torch.cat([zeros[: 2 * units], P[at + "recurrent_bias"]]) if kind == "gru" else zeros
            given = value
            if lengths:
                given = torch.nn.utils.rnn.pack_padded_sequence(value, torch.tensor(lengths), batch_first=True, enforce_sorted=False)
            outputs, state = functional_call(module, weights, (given,))
            if lengths:
                outputs, _ = torch.nn.utils.rnn.pad_packed_sequence(outputs, batch_first=True, total_length=value.shape[1])
            h = state[0] if kind == "lstm" else state
            value = outputs if every else torch.cat(list(h), -1)
        return value

    case(name, parameters, run, lengths=lengths, n=len(lengths) if lengths else 2)


for f in ("tanh", "relu", "sigmoid", "identity"):
    recurrent((4, 3), [("rnn", 2, False, False, f)])
recurrent((4, 3), [("rnn", 3, True, True, "relu")])
recurrent((5, 2), [("lstm", 3, False, False, None)])
recurrent((5, 2), [("lstm", 3, False, True, None)])
recurrent((4, 3), [("lstm", 2, True, False, None)])
recurrent((4, 3), [("lstm", 2, True, True, None), ("lstm", 3, True, False, None)])
recurrent((5, 2), [("gru", 3, False, False, None)])
recurrent((4, 3), [("gru", 2, True, True, None), ("gru", 2, True, True, None)])
recurrent((5, 2), [("lstm", 3, True, False, None)], lengths=(3, 5, 1), words="masking, ")
recurrent((5, 2), [("gru", 2, True, True, None), ("lstm", 2, False, False, None)], lengths=(4, 2, 5), words="masking, ")
recurrent((4, 2), [("rnn", 3, False, True, "tanh")], lengths=(1, 3, 4), words="masking, ")


# Normalisation
def batchnorm(shape, training, settings="", momentum=0.1, eps=1e-5):
    name = "x".join(map(str, shape)) + ": batchnorm" + settings
    channels = shape[0] if len(shape) == 3 else shape[-1]
    at = "batch_norm_1."
    parameters = [(at + key, (channels,)) for key in ("scale", "shift", "mean", "variance")]

    def f(x, P):
        mean, variance = P[at + "mean"].clone(), P[at + "variance"].clone()
        turned = x.transpose(1, 2) if len(shape) == 2 else x
        y = F.batch_norm(turned, mean, variance, P[at + "scale"], P[at + "shift"], training, momentum, eps)
        y = y.transpose(1, 2) if len(shape) == 2 else y
        return (y, {at + "mean": mean, at + "variance": variance}) if training else y

    case(name, parameters, f, training=training, n=3)


for mode in (True, False):
    batchnorm((4,), mode)
    batchnorm((3, 2, 3), mode)
    batchnorm((4, 3), mode, " momentum 0.3 epsilon 0.01", 0.3, 0.01)


def layernorm(shape, axes, settings="", eps=1e-5):
    last = shape[len(shape) - axes:]
    case("x".join(map(str, shape)) + ": layernorm" + settings, [("layer_norm_1.scale", last), ("layer_norm_1.shift", last)],
         lambda x, P: F.layer_norm(x, last, P["layer_norm_1.scale"], P["layer_norm_1.shift"], eps))


layernorm((5,), 1)
layernorm((4, 3), 1, " epsilon 0.001", 1e-3)
layernorm((2, 3, 3), 3, " axes 3")

# Graphs of layers
D1, D2 = [("dense_1.weight", (4, 4)), ("dense_1.bias", (4,))], [("dense_2.weight", (4, 4)), ("dense_2.bias", (4,))]


def dense(x, P, number):
    return x @ P[f"dense_{number}.weight"] + P[f"dense_{number}.bias"]


case("4: dense 4, tanh as a, dense 4, add a input", D1 + D2,
     lambda x, P: dense(torch.tanh(dense(x, P, 1)), P, 2) + torch.tanh(dense(x, P, 1)) + x)
case("4: dense 4, sigmoid as gate, from input, dense 4, multiply gate", D1 + D2, lambda x, P: dense(x, P, 2) * torch.sigmoid(dense(x, P, 1)))
case("2x4x4: conv 3 1x1 as a, from input, maxpool 3 stride 1 pad 1, concatenate a input",
     [("convolution_1.weight", (3, 2, 1, 1)), ("convolution_1.bias", (3,))],
     lambda x, P: torch.cat([F.max_pool2d(x, 3, 1, 1), F.conv2d(x, P["convolution_1.weight"], P["convolution_1.bias"]), x], 1))


# Losses
def loss(name, f, **tensors):
    outputs = [t.requires_grad_(True) for t in tensors.values() if t.dtype == torch.float64]
    value = f(*tensors.values())
    value.sum().backward()
    CASES["loss " + name] = {"z": numbers(outputs[0]), "loss": numbers(value), "dz": numbers(outputs[0].grad)}


Z = 3 * wave((3, 4), 0.1, 1.1)
Y = torch.tensor([2, 0, 3])
W = torch.tensor([0.5, 2.0, 1.0, 0.25])
loss("cross entropy", lambda z: F.cross_entropy(z, Y), z=Z.clone())
loss("cross entropy, weights", lambda z: F.cross_entropy(z, Y, W), z=Z.clone())
loss("cross entropy, smoothing 0.1", lambda z: F.cross_entropy(z, Y, label_smoothing=0.1), z=Z.clone())
loss("cross entropy, weights, smoothing 0.3", lambda z: F.cross_entropy(z, Y, W, label_smoothing=0.3), z=Z.clone())
T = (wave((3, 4), 0.7, 2.3) > 0).double()
EXTREME = Z.clone() * torch.tensor([1.0, 0.0, 30.0, -300.0])
loss("binary", lambda z: F.binary_cross_entropy_with_logits(z, T, reduction="none"), z=EXTREME.clone())
loss("signs", lambda z: F.soft_margin_loss(z, 2 * T - 1, reduction="none"), z=Z.clone())
TARGET = 2 * wave((3, 4), 0.7, 2.3)
loss("mse", lambda z: F.mse_loss(z, TARGET), z=Z.clone())
loss("mae", lambda z: F.l1_loss(z, TARGET), z=Z.clone())
loss("huber 1.5", lambda z: F.huber_loss(z, TARGET, delta=1.5), z=Z.clone())

print("{")
print(",\n".join(json.dumps(k) + ": " + json.dumps(v) for k, v in CASES.items()))
print("}")
