"""Prints what DatasetSummaryTest, DelimitedTextTest and IdxTest expect of the public data sets: NumPy.

Usage: datasets.py FOLDER, where FOLDER holds sklearn-classics, uva-3d, cmu-letters and mnist.
"""

import gzip
import sys
from pathlib import Path

import numpy

folder = Path(sys.argv[1])


def describe(name, features, labels):
    features = numpy.asarray(features, numpy.float64)
    print(name, features.shape, "classes", *numpy.unique(labels, return_counts=True))
    print("  all", features.min(), features.max(), repr(features.mean()), repr(features.std()))
    print("  constant columns", numpy.flatnonzero(numpy.ptp(features, axis=0) == 0) + 1)
    column = features[:, 2]
    print("  column 3", column.min(), column.max(), repr(column.mean()), repr(column.std()))


def last(name, skip=0):
    table = numpy.loadtxt(folder / name, delimiter=",", skiprows=skip)
    describe(name, table[:, :-1], table[:, -1])


last("sklearn-classics/digits.csv.gz")
last("sklearn-classics/iris.csv", 1)
last("sklearn-classics/breast_cancer.csv", 1)
letters = numpy.loadtxt(folder / "cmu-letters/largeTrain.csv.gz", delimiter=",")
describe("largeTrain", letters[:, 1:], letters[:, 0])
describe(
    "trnX-3d", numpy.loadtxt(folder / "uva-3d/trnX-3d.csv"), numpy.loadtxt(folder / "uva-3d/trnY-3d.csv")
)


def idx(name, offset):
    with gzip.open(folder / "mnist" / name) as file:
        return numpy.frombuffer(file.read(), numpy.uint8, offset=offset)


for part in ("train", "t10k"):
    images = idx(f"{part}-images-idx3-ubyte.gz", 16).reshape(-1, 784)
    labels = idx(f"{part}-labels-idx1-ubyte.gz", 8)
    print(part, images.shape, "first labels", labels[:10], "counts", numpy.bincount(labels))
    print("  sum", images.sum(dtype=numpy.int64), "row 5 sum", images[5].sum(dtype=numpy.int64))
    print("  image 5 at row 10, column 12", images[5].reshape(28, 28)[10, 12])
