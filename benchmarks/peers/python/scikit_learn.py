"""The workloads of `chainrule bench` that scikit-learn's MLPClassifier can do."""

import time
import warnings

import numpy as np
from sampling import arguments, binary, continuous, measure, octants, report
from sklearn.neural_network import MLPClassifier

WORKLOAD, THREADS, _, SAMPLES, SECONDS, REST = arguments()
CLASSES = np.arange(10)
warnings.filterwarnings("ignore")  # that a training ends before it has converged, which is meant


def letters():
    return MLPClassifier(
        (50,), activation="logistic", solver="sgd", batch_size=1, learning_rate_init=0.1, momentum=0,
        nesterovs_momentum=False, alpha=0, shuffle=False, random_state=1)


def mlp(batch):
    return MLPClassifier((512, 512), batch_size=batch, alpha=0, shuffle=False, random_state=1)


def train(model, examples, figure, unit):
    x, y = examples
    measure(lambda: model.partial_fit(x, y, classes=CLASSES), lambda s: figure(s, len(x)), unit, SAMPLES, SECONDS)


def rate(seconds, count):
    return count / seconds


def microseconds(seconds, count):
    return 1e6 * seconds / count


def predict(model, examples):
    x, y = examples
    model.partial_fit(x, y, classes=CLASSES)
    one = x[:1]
    measure(lambda: model.predict_proba(one)[0, 0], lambda s: 1e6 * s, "µs", SAMPLES, SECONDS)


def grid():
    from sklearn.model_selection import GridSearchCV, PredefinedSplit

    x, y = octants()
    settings = {
        "hidden_layer_sizes": [(5,), (20,), (10, 10)], "activation": ["logistic", "relu"], "solver": ["sgd", "adam"],
        "learning_rate_init": [0.01, 0.001], "batch_size": [10, 50]}
    split = PredefinedSplit(np.where(np.arange(len(x)) % 5 == 0, 0, -1))
    times = []
    for _ in range(SAMPLES):
        begin = time.perf_counter()
        search = GridSearchCV(MLPClassifier(max_iter=200, random_state=1), settings, n_jobs=THREADS, cv=split).fit(x, y)
        times.append(time.perf_counter() - begin)
    report(times, "s", f"accuracy {search.best_score_:.3f}")


def job(epochs):
    """A whole process: reads the CSV file named last and trains."""
    table = np.loadtxt(REST[0], delimiter=",", dtype=np.float32)
    model = letters()
    for _ in range(epochs):
        model.partial_fit(table[:, 1:], table[:, 0], classes=CLASSES)


match WORKLOAD:
    case "letters":
        train(letters(), binary(9000), microseconds, "µs")
    case "mlp":
        train(mlp(128), continuous(25 * 256, 784), rate, "examples/s")
    case "mlp-256":
        train(mlp(256), continuous(25 * 256, 784), rate, "examples/s")
    case "grid":
        grid()
    case "latency-letters":
        predict(letters(), binary(100))
    case "latency-mlp":
        predict(mlp(128), continuous(256, 784))
    case "start" | "short-job-1":
        job(1)
    case "short-job-10":
        job(10)
