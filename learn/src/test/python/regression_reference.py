"""Trainings for numbers and for two classes with one output in PyTorch (float64), scored by scikit-learn, as JSON.

python regression_reference.py > ../resources/org/chainrule/learn/regression_reference.json
(torch 2.13, scikit-learn 1.9)

A network 3-4-k (tanh) on 7 fixed examples, SGD with batches of 3 in file order, 4 epochs. Numbers are seen standardised
over the examples; losses are in standard deviations, errors and estimates in the numbers' own units. The quality of an
epoch is R² with each batch's errors from before its update.
"""

import json

import numpy
import torch
from sklearn.metrics import mean_absolute_error, r2_score, root_mean_squared_error
from sklearn.preprocessing import StandardScaler
from training_reference import INPUTS, LABELS, numbers, start

TARGETS = [[1000 + 40 * (i * 5 % 7), 0.01 * (i * i % 5) - 0.02] for i in range(7)]


def train(loss, seen, outputs):
    w1, b1 = start(3, 4, 0.1), start(1, 4, 0.7)[0]
    w2, b2 = start(4, outputs, 0.3), start(1, outputs, 0.9)[0]
    parameters = [w1, b1, w2, b2]
    for p in parameters:
        p.requires_grad_(True)
    optimizer = torch.optim.SGD(parameters, lr=0.3)
    x, y = torch.tensor(INPUTS), torch.tensor(seen)
    network = lambda batch: torch.tanh(batch @ w1 + b1) @ w2 + b2
    losses, told = [], []
    for _ in range(4):
        total = 0.0
        rows = []
        for i in range(0, 7, 3):
            optimizer.zero_grad()
            z = network(x[i : i + 3])
            value = loss(z, y[i : i + 3])
            value.backward()
            optimizer.step()
            total += value.item() * len(z)
            rows.append(z.detach())
        losses.append(total / 7)
        told.append(torch.cat(rows).numpy())
    result = {"losses": losses}
    for name, p in zip(["dense_1.weight", "dense_1.bias", "dense_2.weight", "dense_2.bias"], parameters):
        result[name] = numbers(p)
    return result, told, network(x).detach().numpy()


def regression(loss):
    truth = numpy.array(TARGETS)
    scaler = StandardScaler().fit(truth)
    result, told, last = train(loss, scaler.transform(truth), 2)
    result["qualities"] = [r2_score(truth, scaler.inverse_transform(rows)) for rows in told]
    estimates = scaler.inverse_transform(last)
    result["estimates"] = estimates.flatten().tolist()
    result["r2"] = r2_score(truth, estimates, multioutput="raw_values").tolist()
    result["mae"] = mean_absolute_error(truth, estimates, multioutput="raw_values").tolist()
    result["rmse"] = root_mean_squared_error(truth, estimates, multioutput="raw_values").tolist()
    return result


def binary(loss, classes):
    result, told, last = train(loss, [[classes[label]] for label in LABELS], 1)
    result["qualities"] = [float(((rows[:, 0] > 0) == numpy.array(LABELS)).mean()) for rows in told]
    result["probabilities"] = (1 / (1 + numpy.exp(-last[:, 0]))).tolist()
    return result


F = torch.nn.functional
CASES = {
    "mean_squared_error": regression(F.mse_loss),
    "mean_absolute_error": regression(F.l1_loss),
    "huber": regression(lambda z, t: F.huber_loss(z, t, delta=0.5)),
    "binary_cross_entropy": binary(F.binary_cross_entropy_with_logits, [0.0, 1.0]),
    "logistic": binary(F.soft_margin_loss, [-1.0, 1.0]),
}
if __name__ == "__main__":
    print(json.dumps(CASES, indent=1))
