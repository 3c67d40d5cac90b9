"""Prints the coefficients of the error function in FunctionsFloat32.java (needs NumPy and SciPy).

Both polynomials have the least largest error relative to erf, found by Lawson's iteration: weighted
least squares whose weights grow where the error is large.
"""

import numpy as np
from scipy.special import erf, erfc


def minimax(x, powers, target, weight):
    basis = np.stack([x**k for k in powers], axis=1)
    importance = np.ones_like(x)
    for _ in range(300):
        scale = np.sqrt(importance) * weight
        coefficients = np.linalg.lstsq(basis * scale[:, None], target * scale, rcond=None)[0]
        error = np.abs((basis @ coefficients - target) * weight)
        importance = importance * error
        importance = importance / importance.sum() + 1e-12
    return coefficients, error.max()


def show(name, coefficients, error):
    print(f"{name}: error {error / 2**-24:.3f} units in the last place")
    for k, coefficient in reversed(list(enumerate(coefficients))):
        print(f"  {name}_{k} = {np.float32(coefficient)}")


x = np.cos(np.linspace(0, np.pi / 2, 2000))
x = x[x > 1e-9]
show("ERF", *minimax(x, range(0, 14, 2), erf(x) / x - 1, x / erf(x)))

k = np.arange(3000)
x = 2.475 + 1.475 * np.cos((2 * k + 1) / 6000 * np.pi)
show("LOG_ERFC", *minimax(x, range(7), np.log(erfc(x)), erfc(x) / erf(x)))
