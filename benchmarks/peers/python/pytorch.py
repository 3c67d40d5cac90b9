"""The workloads of `chainrule bench` in PyTorch. Variants, joined by +: fused, sparse, channels-last, traced."""

import torch
import torch.nn.functional as F
from sampling import arguments, binary, continuous, measure, words
from torch import nn

WORKLOAD, THREADS, VARIANT, SAMPLES, SECONDS, REST = arguments()
VARIANTS = VARIANT.split("+")
torch.set_num_threads(THREADS)
torch.manual_seed(1)


def letters():
    return nn.Sequential(nn.Linear(128, 50), nn.Sigmoid(), nn.Linear(50, 10))


def mlp():
    return nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10))


def cnn():
    return nn.Sequential(
        nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(64 * 49, 128), nn.ReLU(), nn.Linear(128, 10))


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 64, 3, padding=1)
        self.inner, self.outer = (nn.Conv2d(64, 64, 3, padding=1, bias=False) for _ in range(2))
        self.first, self.second = nn.BatchNorm2d(64), nn.BatchNorm2d(64)
        self.dense = nn.Linear(64, 10)

    def forward(self, x):
        stem = F.relu(self.stem(x))
        block = self.second(self.outer(F.relu(self.first(self.inner(stem)))))
        return self.dense(F.relu(stem + block).mean((2, 3)))


class Recurrent(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm, self.dense = nn.LSTM(64, 256, batch_first=True), nn.Linear(256, 10)

    def forward(self, x):
        return self.dense(self.lstm(x)[0][:, -1])


class Sentiment(nn.Module):
    def __init__(self):
        super().__init__()
        self.table = nn.EmbeddingBag(20_000, 512, mode="mean", sparse="sparse" in VARIANTS)
        self.hidden, self.dense = nn.Linear(512, 512), nn.Linear(512, 2)

    def forward(self, x):
        return self.dense(F.relu(self.hidden(self.table(x))))


def optimizers(model):
    if WORKLOAD in ("letters", "start", "short-job-1", "short-job-10"):
        return [torch.optim.SGD(model.parameters(), lr=0.1)]
    fused = "fused" in VARIANTS
    if "sparse" not in VARIANTS:
        return [torch.optim.Adam(model.parameters(), lr=1e-3, fused=fused)]
    dense = [*model.hidden.parameters(), *model.dense.parameters()]
    return [torch.optim.SparseAdam(model.table.parameters(), lr=1e-3), torch.optim.Adam(dense, lr=1e-3, fused=fused)]


class Training:
    """One step after the other over batches that lie ready."""

    def __init__(self, model, x, y, batch):
        if "channels-last" in VARIANTS:
            model, x = model.to(memory_format=torch.channels_last), x.contiguous(memory_format=torch.channels_last)
        self.model, self.optimizers = model, optimizers(model)
        self.batches, self.next = list(zip(x.split(batch), y.split(batch))), 0

    def step(self):
        x, y = self.batches[self.next]
        self.next = (self.next + 1) % len(self.batches)
        for optimizer in self.optimizers:
            optimizer.zero_grad()
        F.cross_entropy(self.model(x), y).backward()
        for optimizer in self.optimizers:
            optimizer.step()


def train(model, examples, shape, batch, unit="examples/s"):
    x, y = (torch.from_numpy(a) for a in examples)
    x = x.reshape(-1, *shape)
    training = Training(model, x, y, batch)
    microseconds = unit == "µs"
    measure(training.step, lambda s: s * 1e6 / batch if microseconds else batch / s, unit, SAMPLES, SECONDS)


def predict(model, example):
    x, model = torch.from_numpy(example), model.eval()
    with torch.inference_mode():
        if "traced" in VARIANTS:
            model = torch.jit.freeze(torch.jit.trace(model, x))
        measure(lambda: model(x)[0, 0].item(), lambda s: 1e6 * s, "µs", SAMPLES, SECONDS)


def job(epochs):
    """A whole process: reads the CSV file named last and trains."""
    import numpy as np

    table = np.loadtxt(REST[0], delimiter=",", dtype=np.float32)
    x, y = torch.from_numpy(table[:, 1:]), torch.from_numpy(table[:, 0].astype(np.int64))
    training = Training(letters(), x, y, 1)
    for _ in range(epochs * len(x)):
        training.step()


match WORKLOAD:
    case "letters":
        train(letters(), binary(9000), [128], 1, "µs")
    case "mlp":
        train(mlp(), continuous(25 * 256, 784), [784], 128)
    case "mlp-256":
        train(mlp(), continuous(25 * 256, 784), [784], 256)
    case "cnn":
        train(cnn(), continuous(1280, 784), [1, 28, 28], 64, "images/s")
    case "residual":
        train(Residual(), continuous(320, 3 * 1024, 1024), [3, 32, 32], 64, "images/s")
    case "lstm":
        train(Recurrent(), continuous(320, 6400), [100, 64], 32, "sequences/s")
    case "sentiment" | "sentiment-dense":
        train(Sentiment(), words(3200), [20], 32)
    case "latency-letters":
        predict(letters(), binary(1)[0])
    case "latency-mlp":
        predict(mlp(), continuous(1, 784)[0])
    case "start" | "short-job-1":
        job(1)
    case "short-job-10":
        job(10)
