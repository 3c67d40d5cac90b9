"""Prints the numbers that PhiloxTest expects: Philox4x32-10 (Salmon et al., SC 2011) in plain Python."""

import math

MASK = 0xFFFFFFFF


def block(counter, key):
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        p0, p1 = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = (p1 >> 32) ^ c1 ^ k0, p1 & MASK, (p0 >> 32) ^ c3 ^ k1, p0 & MASK
        k0, k1 = (k0 + 0x9E3779B9) & MASK, (k1 + 0xBB67AE85) & MASK
    return [c0, c1, c2, c3]


def words(seed, stream):
    index = 0
    while True:
        yield from block(
            [index & MASK, index >> 32, stream & MASK, stream >> 32], [seed & MASK, seed >> 32]
        )
        index += 1


def uniform(source):
    high, low = next(source), next(source)
    return ((high << 32 | low) >> 11) * 2.0**-53


def normal(source):
    u, v = uniform(source), uniform(source)
    return math.sqrt(-2 * math.log(1 - u)) * math.cos(2 * math.pi * v)


def below(source, bound):
    while True:
        product = next(source) * bound
        if product & MASK >= 2**32 % bound:
            return product >> 32


def permutation(source, count):
    values = list(range(count))
    for last in range(count - 1, 0, -1):
        other = below(source, last + 1)
        values[last], values[other] = values[other], values[last]
    return values


def fnv1a(text):
    value = 0xCBF29CE484222325
    for octet in text.encode():
        value = (value ^ octet) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value


if __name__ == "__main__":
    print("known answers")
    for counter, key in (
        ([0] * 4, [0] * 2),
        ([MASK] * 4, [MASK] * 2),
        ([0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344], [0xA4093822, 0x299F31D0]),
    ):
        print(" ".join(f"{word:08x}" for word in block(counter, key)))

    seed, stream = 20260101, 7
    source = words(seed, stream)
    print("uniform", [uniform(source) for _ in range(5)])
    source = words(seed, stream)
    print("normal", [normal(source) for _ in range(5)])
    source = words(seed, stream)
    print("below 10", [below(source, 10) for _ in range(12)])
    source = words(seed, stream)
    print("below 3 * 2**29", [below(source, 3 * 2**29) for _ in range(8)])
    source = words(seed, stream)
    print("permutation", permutation(source, 12))
    source = words(1, fnv1a("split"))
    print("first word of the stream of 'split'", f"{next(source):08x}")
