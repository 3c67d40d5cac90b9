#!/usr/bin/env python3
"""Times the workloads of `chainrule bench` and the same work of other libraries in turn, and prints how they compare."""

import argparse
import dataclasses
import json
import os
import pathlib
import random
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv

HERE = pathlib.Path(__file__).resolve().parent
TARGET = HERE / "target"
LAUNCHER = HERE.parent / "chainrule"
JAVA = 25
DEPENDENCY_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.10.0"

# What Chainrule is to reach, and the best peer's figure, both on two cores of an AMD Zen 5 in November 2026 (the project's speed
# requirements). Machines differ, so the target here is the ratio of the two. None where a workload need only be there.
TARGETS = {
    "letters": (0.6, 6.4),
    "mlp": (100_000, 53_000),
    "mlp-256": (115_000, 65_300),
    "cnn": (11_000, 4_490),
    "residual": (900, 538),
    "lstm": (1_900, 1_073),
    "sentiment": (60_000, 10_600),
    "sentiment-dense": None,
    "grid": (1.0, 16.0),
    "latency-letters": (0.5, 2.3),
    "latency-mlp": (18.0, 22.0),
    "start": (0.2, 0.19),
    "short-job-1": (0.4, 1.0),
    "short-job-10": (0.5, 5.0),
}
ROWS = {"start": 10, "short-job-1": 9000, "short-job-10": 9000}  # workloads that are whole processes reading a table


@dataclasses.dataclass(frozen=True)
class Peer:
    """A library, what provides it, and its best variants for each workload it can do."""

    name: str
    program: str
    packages: tuple[str, ...]
    variants: dict[str, tuple[str, ...]]
    threads: tuple[int, ...] = (1, 2)


PLAIN = ("plain",)
PEERS = [
    Peer("pytorch", "pytorch.py", ("torch", "numpy"), {
        "letters": PLAIN, "mlp": ("fused",), "mlp-256": ("fused",), "cnn": ("fused", "fused+channels-last"),
        "residual": ("fused", "fused+channels-last"), "lstm": ("fused",), "sentiment": ("fused+sparse",),
        "sentiment-dense": ("fused",), "latency-letters": ("plain", "traced"), "latency-mlp": ("plain", "traced"), "start": PLAIN,
        "short-job-1": PLAIN, "short-job-10": PLAIN}),
    Peer("scikit-learn", "scikit_learn.py", ("scikit-learn", "numpy"), {
        name: PLAIN for name in (
            "letters", "mlp", "mlp-256", "grid", "latency-letters", "latency-mlp", "start", "short-job-1", "short-job-10")}),
    Peer("smile", "SmilePeer.java", (), {
        "letters": ("float64",), "mlp": ("float64, plain descent",), "mlp-256": ("float64, plain descent",),
        "latency-letters": ("float64",), "latency-mlp": ("float64",), "start": ("float64",)}, (1,)),
    Peer("djl", "DjlPeer.java", (), {
        name: PLAIN for name in ("letters", "mlp", "mlp-256", "cnn", "residual", "lstm", "sentiment-dense", "start")}),
    Peer("dl4j", "Dl4jPeer.java", (), {
        name: PLAIN for name in ("letters", "mlp", "mlp-256", "cnn", "lstm", "sentiment-dense")}),
    Peer("onnx-runtime", "OnnxRuntimePeer.java", ("onnx", "numpy"), {
        "latency-letters": ("buffers kept",), "latency-mlp": ("buffers kept",)}),
]


@dataclasses.dataclass
class Figures:
    """What the processes of one library came to with one variant and number of threads."""

    library: str
    variant: str
    threads: int
    unit: str = ""
    medians: list[float] = dataclasses.field(default_factory=list)
    peaks: list[float] = dataclasses.field(default_factory=list)
    megabytes: int = 0

    def median(self):
        return statistics.median(self.medians)


def say(text):
    print(text, file=sys.stderr, flush=True)


def jdk():
    """The first JDK that is new enough for Chainrule and every peer, in JAVA_HOME, PATH and the usual folder."""
    compiler = shutil.which("javac")
    homes = [os.environ.get("JAVA_HOME"), compiler and pathlib.Path(compiler).resolve().parents[1]]
    for home in filter(None, [*homes, *sorted(pathlib.Path("/usr/lib/jvm").glob("*"))]):
        release = pathlib.Path(home, "release")
        version = re.search(r'^JAVA_VERSION="(\d+)', release.read_text(), re.MULTILINE) if release.exists() else None
        if version and int(version[1]) >= JAVA:
            return pathlib.Path(home)
    sys.exit(f"compare.py: no JDK {JAVA} or newer in JAVA_HOME, PATH or /usr/lib/jvm")


class Setup:
    """Provides the peers by the package clients' own configuration, once."""

    def __init__(self, options):
        self.options = options
        self.python = options.python or str(TARGET / "python" / "bin" / "python")
        self.java = str(jdk() / "bin" / "java")
        self.mkl = ""
        self.avx512 = False

    def provide(self, peers):
        TARGET.mkdir(exist_ok=True)
        packages = sorted({package for peer in peers for package in peer.packages})
        if packages and not self.options.python:
            self.install(packages)
        for peer in peers:
            if peer.program.endswith(".java"):
                self.compile(peer)
            if peer.name == "onnx-runtime":
                subprocess.run([self.python, HERE / "peers/python/onnx_models.py", TARGET], check=True)
        self.unlock()

    def install(self, packages):
        installed = TARGET / "python" / "packages"
        if installed.exists() and set(packages) <= set(installed.read_text().split()):
            return
        say("installing " + ", ".join(packages))
        venv.create(TARGET / "python", with_pip=True)
        pip = [self.python, "-m", "pip", "install", "--quiet", *shlex.split(self.options.pip_arguments), *packages]
        subprocess.run(pip, check=True)
        installed.write_text(" ".join(packages))

    def compile(self, peer):
        folder = TARGET / peer.name
        if not (folder / "libraries").exists():
            say("fetching " + peer.name)
            fetch = [HERE.parent / "mvnw", "-q", "-f", HERE / f"peers/java/{peer.name}.xml"]
            output = f"-DoutputDirectory={folder / 'fetched'}"
            subprocess.run([*fetch, DEPENDENCY_PLUGIN + ":copy-dependencies", output], check=True)
            (folder / "fetched").rename(folder / "libraries")
        sources = [HERE / "peers/java/Sampling.java", HERE / "peers/java" / peer.program]
        compiler = str(pathlib.Path(self.java).with_name("javac"))
        path = str(folder / "libraries" / "*")
        subprocess.run([compiler, "-encoding", "UTF-8", "-cp", path, "-d", folder / "classes", *sources], check=True)

    def unlock(self):
        """On processors that are not Intel's, MKL takes its AVX-512 path only when it is told that they are."""
        processor = pathlib.Path("/proc/cpuinfo")
        text = processor.read_text() if processor.exists() else ""
        compiler = shutil.which("gcc") or shutil.which("cc")
        self.avx512 = "avx512f" in text
        if "GenuineIntel" in text or not self.avx512:
            self.state = "as installed; on this processor there is nothing to unlock"
        elif not compiler:
            self.state = "as installed, without AVX-512 on this processor, as there is no C compiler to unlock it"
        else:
            self.mkl = str(TARGET / "unlock_mkl.so")
            subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", self.mkl, HERE / "peers/unlock_mkl.c"], check=True)
            self.state = "its AVX-512 path unlocked by preloading"

    def environment(self, peer, workload, threads, waiting):
        environment = {k: v for k, v in os.environ.items() if k not in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")}
        inner = 1 if workload == "grid" else threads  # a grid's processes are its threads
        for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
            environment[name] = str(inner)
        if waiting == "passive":
            environment["OMP_WAIT_POLICY"] = "PASSIVE"
        if self.mkl and peer.name in ("pytorch", "djl"):
            environment["LD_PRELOAD"] = self.mkl
        if self.avx512 and peer.name == "dl4j":  # its OpenBLAS is older than the processor
            environment["OPENBLAS_CORETYPE"] = "SkylakeX"
        return environment

    def command(self, peer, workload, variant, threads, table):
        arguments = [workload, str(threads), variant, str(self.options.samples), str(self.options.seconds)]
        if peer.program.endswith(".py"):
            return [self.python, str(HERE / "peers/python" / peer.program), *arguments, *([table] if table else [])]
        folder = TARGET / peer.name
        path = os.pathsep.join([str(folder / "classes"), str(folder / "libraries" / "*")])
        return [self.java, "-cp", path, peer.program.removesuffix(".java"), *arguments, str(TARGET)]


def run(command, environment):
    """Seconds, megabytes at the most, and the last line of what a process printed; None if it failed."""
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        begin = time.perf_counter()
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            errors.seek(0)
            say(f"failed: {shlex.join(map(str, command))}\n{errors.read()[-2000:]}")
            return None
        output.seek(0)
        lines = output.read().splitlines()
        return seconds, usage.ru_maxrss // 1024, lines[-1] if lines else ""


def letters(path, rows):
    """The table that processes read: a class and 128 pixels in each row."""
    chance = random.Random(1)
    centres = [[chance.choice((0.1, 0.5)) for _ in range(128)] for _ in range(10)]
    with open(path, "w") as table:
        for row in range(rows):
            pixels = (int(chance.random() < centre) for centre in centres[row % 10])
            table.write(",".join(map(str, (row % 10, *pixels))) + "\n")


def chainrule(workload, threads, options, figures):
    command = [LAUNCHER, "bench", workload, "--json", "--quiet", f"--threads={threads}"]
    result = run([*command, f"--samples={options.samples}", f"--seconds={options.seconds}"], dict(os.environ))
    if result:
        _, megabytes, line = result
        add(figures, Figures("chainrule", "", threads), json.loads(line), megabytes)


def waits(peer, threads):
    """How OpenMP's threads wait for work. In a JVM they must not spin, as they fight with its own; alone, either may be better."""
    return ("passive", "spinning") if threads > 1 and peer.program.endswith(".py") else ("passive",)


def peer_process(setup, peer, workload, variant, threads, waiting, table, figures):
    command = setup.command(peer, workload, variant, threads, table)
    environment = setup.environment(peer, workload, threads, waiting)
    variant = variant + "+" + waiting if threads > 1 and variant != "plain" else waiting if threads > 1 else variant
    result = run(command, environment)
    if result:
        seconds, megabytes, line = result
        found = {"unit": "s", "samples": [seconds]} if workload in ROWS else json.loads(line)
        add(figures, Figures(peer.name, variant, threads), found, megabytes)


def add(figures, key, found, megabytes):
    entry = figures.setdefault((key.library, key.variant, key.threads), key)
    entry.unit = found["unit"]
    entry.medians.append(statistics.median(found["samples"]))
    entry.peaks.append(found.get("peakFraction") or 0)
    entry.megabytes = max(entry.megabytes, megabytes)


def compare(workload, peers, setup, options):
    """Runs Chainrule and each peer in turn, and Chainrule once more at the end."""
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        table = ""
        if workload in ROWS:
            table = os.path.join(folder, "letters.csv")
            letters(table, ROWS[workload])
        for _ in range(options.processes):
            for peer in peers:
                for threads in options.threads:
                    chainrule(workload, threads, options, figures)
                for variant in peer.variants[workload]:
                    for threads in (t for t in peer.threads if t in options.threads or len(peer.threads) == 1):
                        say(f"{workload}: {peer.name} {variant}, {threads} threads")
                        for waiting in waits(peer, threads):
                            peer_process(setup, peer, workload, variant, threads, waiting, table, figures)
        for threads in options.threads:
            chainrule(workload, threads, options, figures)
    return list(figures.values())


def ratio(ours, theirs):
    """How many times as fast ours is; more of a rate is better, less of a time."""
    return ours.median() / theirs.median() if ours.unit.endswith("/s") else theirs.median() / ours.median()


def best(candidates):
    sign = 1 if candidates[0].unit.endswith("/s") else -1
    return max(candidates, key=lambda f: sign * f.median())


def wanted_ratio(workload):
    """How many times as fast Chainrule is to be; None where that is open."""
    if not TARGETS[workload]:
        return None
    target, peer = TARGETS[workload]
    return max(target, peer) / min(target, peer) if workload != "start" else peer / target


def rows(workload, figures):
    """For each library its best variant and number of threads; the target stands beside the best of the peers."""
    ours = [f for f in figures if f.library == "chainrule"]
    if not ours:
        return [[workload, "chainrule", "failed"] + [""] * 7]
    own = best(ours)
    names = list(dict.fromkeys(f.library for f in figures if f.library != "chainrule"))
    others = sorted((best([f for f in figures if f.library == n]) for n in names), key=lambda f: ratio(own, f))
    wanted = wanted_ratio(workload)
    table = [[workload, "chainrule", str(own.threads), number(own.median()), own.unit, f"{own.megabytes}", "", "", "", ""]]
    for i, other in enumerate(others):
        found = ratio(own, other)
        verdict = [f"{wanted:.2f}", "met" if found >= wanted else "missed"] if wanted and i == 0 else ["", ""]
        peak = statistics.median(own.peaks)
        most = f"{found / peak:.2f}" if peak and i == 0 else ""
        name = other.library if other.variant == "plain" else f"{other.library} ({other.variant})"
        table.append(["", name, str(other.threads), number(other.median()), other.unit, f"{other.megabytes}",
                      f"{found:.2f}", most, *verdict])
    return table


def number(value):
    return f"{value:,.0f}" if value >= 1000 else f"{value:.4g}"


def print_table(table):
    header = ["workload", "library", "threads", "figure", "unit", "MB", "ratio", "at most", "target", ""]
    widths = [max(len(row[i]) for row in [header, *table]) for i in range(len(header))]
    for row in [header, *table]:
        left = [row[i].ljust(widths[i]) for i in (0, 1)]
        right = [row[i].rjust(widths[i]) for i in range(2, len(header))]
        print("  ".join([*left, *right]).rstrip())


def parse():
    parser = argparse.ArgumentParser(description=__doc__, epilog="README.md beside this file says what the figures mean.")
    parser.add_argument("--workloads", default=",".join(TARGETS), help="names with commas between them (default: all)")
    parser.add_argument("--peers", default=",".join(p.name for p in PEERS), help="names with commas between them (default: all)")
    parser.add_argument("--threads", default="1,2", help="numbers to be tried; each side's best counts (default: 1,2)")
    parser.add_argument("--processes", type=int, default=3, help="processes of each peer (default: 3)")
    parser.add_argument("--samples", type=int, default=7, help="samples in a process (default: 7)")
    parser.add_argument("--seconds", type=float, default=0.3, help="how long a sample takes at least (default: 0.3)")
    parser.add_argument("--pip-arguments", default="", help="passed on to pip, such as an index of processor-only wheels")
    parser.add_argument("--python", help="a Python that has the packages already; nothing is installed then")
    parser.add_argument("--json", action="store_true", help="print every figure as JSON")
    options = parser.parse_args()
    options.workloads = options.workloads.split(",")
    options.peers = options.peers.split(",")
    options.threads = [int(t) for t in options.threads.split(",")]
    for name in options.workloads:
        if name not in TARGETS:
            parser.error(f"no workload {name}; there are {', '.join(TARGETS)}")
    for name in options.peers:
        if name not in [p.name for p in PEERS]:
            parser.error(f"no peer {name}; there are {', '.join(p.name for p in PEERS)}")
    return options


def main():
    options = parse()
    peers = [p for p in PEERS if p.name in options.peers and any(w in p.variants for w in options.workloads)]
    setup = Setup(options)
    setup.provide(peers)
    results = {}
    code = 0
    try:
        for workload in options.workloads:
            results[workload] = compare(workload, [p for p in peers if workload in p.variants], setup, options)
    except KeyboardInterrupt:
        say("ended early; what was compared until then:")
        code = 130
    if options.json:
        print(json.dumps({"mkl": setup.state, "workloads": {
            w: [dataclasses.asdict(f) for f in figures] for w, figures in results.items()}}, indent=2))
        return code
    print_table([row for workload, figures in results.items() for row in rows(workload, figures)])
    print(f"ratio: how many times as fast Chainrule is, at most: how many times at the machine's peak of multiply-adds; "
          f"{options.processes} processes a figure; MKL of PyTorch and DJL: {setup.state}")
    return code


if __name__ == "__main__":
    sys.exit(main())
