"""What the peers in Python share: the examples of `chainrule bench`, by the same recipes, and its way of taking samples."""

import json
import math
import sys
import time

import numpy as np

RANDOM = np.random.default_rng(1)
STEADY = 0.05
MOST_ROUNDS = 20


def continuous(count, width, patch=1, classes=10):
    """Centre and noise of variance 1/2 each; `patch` neighbours share a centre."""
    half = math.sqrt(1.5)
    centres = np.repeat(RANDOM.uniform(-half, half, (classes, width // patch)), patch, axis=1)
    labels = np.arange(count) % classes
    return (centres[labels] + RANDOM.uniform(-half, half, (count, width))).astype(np.float32), labels


def binary(count, width=128, classes=10):
    """Zeros and ones: at each place 10 or 50 of 100 are ones, by the class."""
    centres = np.where(RANDOM.random((classes, width)) < 0.5, 0.1, 0.5)
    labels = np.arange(count) % classes
    return (RANDOM.random((count, width)) < centres[labels]).astype(np.float32), labels


def words(count, length=20, vocabulary=20_000, classes=2):
    """Numbers of words; nine of ten are from the class's share of them."""
    share = vocabulary // classes
    labels = np.arange(count) % classes
    own = labels[:, None] * share + RANDOM.integers(0, share, (count, length))
    return np.where(RANDOM.random((count, length)) < 0.1, RANDOM.integers(0, vocabulary, (count, length)), own), labels


def octants(count=1000):
    """The examples of the grid: four classes by the signs of three numbers."""
    x = RANDOM.standard_normal((count, 3)).astype(np.float32)
    return x, (x[:, 0] > 0) * 2 + (x[:, 1] * x[:, 2] > 0)


def per_run(action, seconds):
    """Seconds for one run of an action, over at least so many seconds."""
    begin, count, following = time.perf_counter(), 0, 1
    while True:
        for _ in range(following):
            action()
        count += following
        elapsed = time.perf_counter() - begin
        if elapsed >= seconds:
            return elapsed / count
        following = max(1, min(2 * following, int((seconds - elapsed) / elapsed * count)))


def measure(action, figure, unit, samples, seconds):
    """Warms up until three rounds agree, takes the samples and prints them as one line of JSON."""
    times = []
    while len(times) < MOST_ROUNDS and (len(times) < 3 or max(times[-3:]) > (1 + STEADY) * min(times[-3:])):
        times.append(per_run(action, seconds))
    report([figure(per_run(action, seconds)) for _ in range(samples)], unit)


def report(figures, unit, outcome=""):
    print(json.dumps({"unit": unit, "samples": figures, "outcome": outcome}), flush=True)


def arguments():
    """Workload, threads, variant, samples, seconds a sample, further arguments."""
    workload, threads, variant, samples, seconds, *rest = sys.argv[1:]
    return workload, int(threads), variant, int(samples), float(seconds), rest
