"""Prints the coefficients of exp, tanh and erf in Coefficients.java (needs mpmath).

Every polynomial has the least largest weighted error, found by Remez' exchange: solve for an error that
alternates between the reference points, move the points to where the error is largest, repeat.
"""

from mpmath import cos, erf, erfc, exp, linspace, log, lu_solve, matrix, mp, mpf, pi, tanh

mp.dps = 50
GRID = 3000


def remez(low, high, powers, target, weight):
    low, high = mpf(low), mpf(high)
    grid = [(low + high) / 2 - (high - low) / 2 * cos(pi * t) for t in linspace(0, 1, GRID)]
    targets = [target(x) for x in grid]
    weights = [weight(x) for x in grid]
    n = len(powers) + 1
    reference = [round(i * (GRID - 1) / (n - 1)) for i in range(n)]
    for _ in range(30):
        rows = [[grid[i] ** p for p in powers] + [(-1) ** k / weights[i]] for k, i in enumerate(reference)]
        solution = lu_solve(matrix(rows), matrix([targets[i] for i in reference]))
        coefficients = list(solution)[:-1]
        errors = [
            (sum(c * x**p for c, p in zip(coefficients, powers)) - t) * w
            for x, t, w in zip(grid, targets, weights)
        ]
        runs = []
        for i, error in enumerate(errors):
            if runs and (errors[runs[-1]] > 0) == (error > 0):
                if abs(error) > abs(errors[runs[-1]]):
                    runs[-1] = i
            else:
                runs.append(i)
        while len(runs) > n:
            runs.pop(0 if abs(errors[runs[0]]) < abs(errors[runs[-1]]) else -1)
        if len(runs) < n or runs == reference:
            break
        reference = runs
    return coefficients, max(abs(e) for e in errors)


half = log(2) / 2 * mpf("1.0001")
tiny = mpf("1e-6")


def tanh_rest(x):
    return (tanh(x) / x - 1) / x**2


def exp_rest(r):
    return (exp(r) - 1 - r) / r**2 if r else mpf(1) / 2


def functions(digits, exp_terms, tanh_terms, erf_terms, erfc_terms, erf_high):
    def show(name, result):
        coefficients, error = result
        print(f"{name}: error {float(error * 2**digits):.4f} units in the last place")
        for c in reversed(coefficients):
            print(f"  {float(c)!r},")

    print(f"{digits} bits")
    show("exp", remez(-half, half, range(exp_terms), exp_rest, lambda r: r**2 / exp(r)))
    show("tanh", remez(tiny, "0.55", range(0, 2 * tanh_terms, 2), tanh_rest, lambda x: x**3 / tanh(x)))
    show("erf", remez(tiny, 1, range(0, 2 * erf_terms, 2), lambda x: erf(x) / x - 1, lambda x: x / erf(x)))
    show("logErfc", remez(1, erf_high, range(erfc_terms), lambda x: log(erfc(x)), lambda x: erfc(x) / erf(x)))


functions(24, 5, 5, 7, 7, "3.95")
functions(53, 10, 11, 12, 18, "5.95")
