"""Goes through every sequence up to length 12 with LSTM units whose weights are set by hand.

The unit that tells the sign of a running sum of 1 and -1 must round to it at every step, whether h is rounded between steps or not; the unit of
the guide and the one that negates it must give opposite outputs on all sequences of 0 and 1. Prints how many sequences were right.
"""

import itertools

import numpy as np

GUIDE = dict(fh=0, fx=0, f=-100, ih=0, ix=100, i=100, oh=0, ox=100, o=0, ch=-100, cx=50, c=0)
NEGATED = GUIDE | dict(cx=-50)
SIGN = dict(fh=0, fx=0, f=100, ih=0, ix=0, i=100, oh=0, ox=0, o=100, ch=0, cx=100, c=0)


def sigmoid(z):
    return 0.5 * (1 + np.tanh(0.5 * z))


def outputs(w, x, rounded):
    """h after every step for sequences in the rows of x, rounded."""
    h = np.zeros(len(x))
    cell = np.zeros(len(x))
    all_h = []
    for column in x.T:
        forget, write, read = (
            sigmoid(w[g + "h"] * h + w[g + "x"] * column + w[g]) for g in "fio"
        )
        cell = forget * cell + write * np.tanh(w["ch"] * h + w["cx"] * column + w["c"])
        h = read * np.tanh(cell)
        h = np.rint(h) if rounded else h
        all_h.append(np.rint(h))
    return np.stack(all_h, axis=1)


for length in range(1, 13):
    signs = np.array(list(itertools.product([1, -1], repeat=length)), dtype=float)
    bits = (signs + 1) / 2
    for rounded in (True, False):
        wanted = np.sign(np.cumsum(signs, axis=1))
        right = (outputs(SIGN, signs, rounded) == wanted).all(axis=1).sum()
        assert right == len(signs), (length, rounded, right)
    opposite = (outputs(GUIDE, bits, True) == -outputs(NEGATED, bits, True)).all(axis=1).sum()
    assert opposite == len(bits), (length, opposite)
    print(length, right, "signs of", len(signs), "and", opposite, "opposites of", len(bits), "are right")

for x, wanted in (([0, 0, 1, 1, 1, 0], [0, 0, 1, -1, 1, 0]), ([1, 1, 0, 1, 1], [1, -1, 0, 1, -1])):
    assert (outputs(GUIDE, np.array([x], dtype=float), True)[0] == wanted).all()
