"""Root mean squares of the gradient of the mean cross-entropy in the weights of three dense layers with sigmoids between them.

python layer_gradients.py     (NumPy 2.4)

The j-th number of all weights, biases and inputs one after the other, in the order x, W1, b1, W2, b2, W3, b3, is cos(0.3 + 0.9 j).
"""

import numpy as np

SIZES = [3, 4, 2, 3]
Y = np.array([2, 0, 1, 2, 1])
drawn = iter(np.cos(0.3 + 0.9 * np.arange(1000)))


def take(*shape):
    return np.array([next(drawn) for _ in range(int(np.prod(shape)))]).reshape(shape)


x = take(5, 3)
layers = [(take(a, b), take(b)) for a, b in zip(SIZES, SIZES[1:])]
outputs = [x]
for i, (W, b) in enumerate(layers):
    z = outputs[-1] @ W + b
    outputs.append(1 / (1 + np.exp(-z)) if i < 2 else z)
p = np.exp(outputs[-1])
p /= p.sum(1, keepdims=True)
delta = (p - np.eye(3)[Y]) / 5
found = []
for i in (2, 1, 0):
    found.insert(0, np.sqrt(np.mean((outputs[i].T @ delta) ** 2)))
    delta = (delta @ layers[i][0].T) * outputs[i] * (1 - outputs[i])
print(found)
