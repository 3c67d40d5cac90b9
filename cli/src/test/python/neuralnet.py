"""Writes the pixels that NeuralNetTest learns and what must come of them, computed by NumPy in
float64: one hidden layer of sigmoid units and a softmax output, both with bias, all 0 at first;
cross-entropy; one example at a time, in order.

Usage: neuralnet.py FOLDER (cli/src/test/resources/org/chainrule/cli)
"""

import sys
from pathlib import Path

import numpy

EPOCHS, HIDDEN, RATE = 12, 4, 2.0
folder = Path(sys.argv[1])
random = numpy.random.default_rng(12)
classes = [1, 2, 5, 10]
pixels = random.integers(0, 2, size=(20, 6))
labels = numpy.array([classes[(row[0] + row[1] + row[2]) % 3] for row in pixels])
labels[18] = 10  # only among those for validation
train, validation = slice(0, 14), slice(14, 20)


def augmented(values):
    return numpy.concatenate([[1.0], values])


def forward(alpha, beta, x):
    z = augmented(1 / (1 + numpy.exp(-(alpha @ augmented(x)))))
    scores = beta @ z
    exponentials = numpy.exp(scores - scores.max())
    return z, exponentials / exponentials.sum()


def probabilities(alpha, beta, part):
    return numpy.array([forward(alpha, beta, x)[1] for x in pixels[part]])


def cross_entropy(alpha, beta, part):
    truth = [classes.index(label) for label in labels[part]]
    return -numpy.log(probabilities(alpha, beta, part)[range(len(truth)), truth]).mean()


def predictions(alpha, beta, part):
    return numpy.array(classes)[probabilities(alpha, beta, part).argmax(axis=1)]


alpha = numpy.zeros((HIDDEN, 7))
beta = numpy.zeros((4, HIDDEN + 1))
metrics = []
for epoch in range(1, EPOCHS + 1):
    for x, label in zip(pixels[train], labels[train]):
        z, y = forward(alpha, beta, x)
        error = y - (numpy.array(classes) == label)
        inner = (beta[:, 1:].T @ error) * z[1:] * (1 - z[1:])
        beta -= RATE * numpy.outer(error, z)
        alpha -= RATE * numpy.outer(inner, augmented(x))
    for name, part in ("train", train), ("validation", validation):
        metrics.append(f"epoch={epoch} crossentropy({name}): {float(cross_entropy(alpha, beta, part))!r}")
for name, part in ("train", train), ("validation", validation):
    predicted = predictions(alpha, beta, part)
    metrics.append(f"error({name}): {float((predicted != labels[part]).mean())!r}")
    (folder / f"pixels-{name}.labels").write_text("".join(f"{label}\n" for label in predicted))
    rows = numpy.column_stack([labels[part], pixels[part]])
    (folder / f"pixels-{name}.csv").write_text("".join(",".join(map(str, row)) + "\n" for row in rows))
(folder / "pixels-metrics.txt").write_text("\n".join(metrics) + "\n")
