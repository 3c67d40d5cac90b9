"""Whole trainings of scikit-learn's MLPClassifier and MLPRegressor in float64, as JSON on standard output.

python mlp_reference.py > ../resources/org/chainrule/learn/mlp_reference.json   (scikit-learn 1.9.1, SciPy 1.17.1)

A case is named after its task, then the settings that are not defaults.
"""

import json
import warnings

import numpy as np
from sklearn.neural_network import MLPClassifier, MLPRegressor

warnings.filterwarnings("ignore")
COUNT = 90
X = np.array([[(i * 7 + j * 13 + i * j * 5 + i * i) % 31 / 31 - 0.5 for j in range(4)] for i in range(COUNT)])
SCORE = X[:, 0] - 2 * X[:, 1] * X[:, 2] + X[:, 3]
WEIGHTS = np.array([i % 3 / 2 + 0.5 for i in range(COUNT)])
TARGETS = {
    "binary": (SCORE > 0.1).astype(int),
    "classes": np.digitize(SCORE, [-0.25, 0.25]),
    "labels": np.stack([X[:, 0] > 0, SCORE > 0, X[:, 2] > X[:, 3]], axis=1).astype(int),
    "number": SCORE,
    "numbers": np.stack([SCORE, X[:, 1] ** 2, X[:, 2] - 1], axis=1),
    "counts": np.floor(4 * np.abs(SCORE)),
}
CASES = [
    "classes",
    "classes solver=sgd learning_rate_init=0.1 hidden_layer_sizes=(7,4) activation=tanh batch_size=16",
    "classes solver=sgd learning_rate=invscaling learning_rate_init=0.5 power_t=0.3 activation=logistic alpha=0.05",
    "classes solver=sgd learning_rate=adaptive learning_rate_init=0.2 nesterovs_momentum=False tol=0.01 max_iter=400"
    " n_iter_no_change=3 batch_size=40",
    "classes early_stopping=True validation_fraction=0.2 learning_rate_init=0.02 batch_size=7 n_iter_no_change=5",
    "classes solver=lbfgs hidden_layer_sizes=(8,) activation=tanh alpha=0.1 max_iter=60",
    "classes activation=identity hidden_layer_sizes=() learning_rate_init=0.01 shuffle=False max_iter=60",
    "classes weighted solver=sgd momentum=0 learning_rate_init=0.3 hidden_layer_sizes=(6,) batch_size=32 max_iter=60",
    "binary learning_rate_init=0.01 beta_1=0.8 beta_2=0.99 epsilon=0.001 hidden_layer_sizes=(9,) batch_size=20",
    "binary early_stopping=True solver=sgd learning_rate_init=0.1 hidden_layer_sizes=(9,) batch_size=20"
    " validation_fraction=0.15",
    "binary weighted early_stopping=True learning_rate_init=0.02 hidden_layer_sizes=(5,) max_iter=80",
    "binary solver=lbfgs hidden_layer_sizes=(5,3) activation=logistic alpha=0.01 max_iter=25",
    "labels hidden_layer_sizes=(10,) learning_rate_init=0.02 batch_size=25 max_iter=80",
    "labels early_stopping=True hidden_layer_sizes=(10,) learning_rate_init=0.02 batch_size=25 max_iter=80",
    "number learning_rate_init=0.01 hidden_layer_sizes=(12,) activation=relu tol=0.001",
    "number solver=lbfgs hidden_layer_sizes=(6,) alpha=0.001 max_iter=60",
    "numbers early_stopping=True learning_rate_init=0.01 hidden_layer_sizes=(12,6) activation=tanh batch_size=30",
    "numbers weighted solver=sgd learning_rate_init=0.05 hidden_layer_sizes=(8,) max_iter=60",
    "counts learning_rate_init=0.01 hidden_layer_sizes=(8,) max_iter=60",
    "counts solver=lbfgs hidden_layer_sizes=(4,) alpha=0.1 max_iter=50",
]


def value(text):
    try:
        return eval(text, {})  # a number, truth or tuple of the lists above
    except NameError:
        return text


def make(words, seed):
    settings = {w.split("=")[0]: value(w.split("=", 1)[1]) for w in words if "=" in w}
    settings["random_state"] = seed
    if words[0] in ("number", "numbers"):
        return MLPRegressor(**settings)
    if words[0] == "counts":
        return MLPRegressor(loss="poisson", **settings)
    return MLPClassifier(**settings)


def result(model):
    answers = model.predict_proba(X[:5]) if hasattr(model, "predict_proba") else model.predict(X[:5])
    return {
        "loss_curve": list(getattr(model, "loss_curve_", [])),
        "validation_scores": list(getattr(model, "validation_scores_", None) or []),
        "loss": [float(model.loss_)],
        "iterations": [model.n_iter_],
        "answers": np.ravel(answers).tolist(),
    }


def case(name, seed):
    words = name.split()
    y = TARGETS[words[0]]
    weights = WEIGHTS if "weighted" in words else None
    model = make(words, seed).fit(X, y, sample_weight=weights)
    return result(model) | {"score": [float(model.score(X, y))]}


def again(seed):
    """Two fits with a warm start, the second on other examples."""
    y = TARGETS["classes"]
    model = make("classes solver=sgd warm_start=True max_iter=15 batch_size=20".split(), seed)
    return result(model.fit(X, y).fit(X[:70], y[:70]))


def bit_by_bit(seed):
    """Six partial fits."""
    y = TARGETS["classes"]
    model = make(["classes", "batch_size=20"], seed)
    for i in range(6):
        part = slice(0, 45) if i % 2 == 0 else slice(45, 90)
        model.partial_fit(X[part], y[part], classes=[0, 1, 2])
    return result(model)


cases = {name: case(name, 5 + i) for i, name in enumerate(CASES)}
cases["warm start"] = again(1)
cases["partial fit"] = bit_by_bit(2)
lines = []
for name, numbers in cases.items():
    body = ",\n".join(f'    "{key}": {json.dumps(numbers[key])}' for key in numbers)
    lines.append(f'  "{name}": {{\n{body}\n  }}')
print("{\n" + ",\n".join(lines) + "\n}")
