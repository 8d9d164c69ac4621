#!/usr/bin/env python3
"""Runs the benchmark programs in rounds and prints one table: figure, bound, ratio, goal. Fails when a goal is missed.

    table.py FOLDER [--quick] [--rounds N] [--library libami.so]

FOLDER has the programs. Three times in a round each measure and its bound run right after each other, each with a server
of its own, so that a change of the machine's speed touches both; the median of the ratios counts. The client runs on one
processor, the server on another; for "one CPU" on the same. With several threads both run where the system puts them, and the
bound is the same client with one thread.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile


class Programs:
    def __init__(self, folder, cpus):
        self.folder = folder
        self.client_cpu, self.server_cpu = cpus

    def run(self, program, mode, together=False, pinned=True, **options):
        """The figures of one run against a new server."""
        server_cpu = self.client_cpu if together else self.server_cpu
        server = subprocess.Popen(
            [f"{self.folder}/ami_bench_server"] + (["--cpu", str(server_cpu)] if pinned else []),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        try:
            port = server.stdout.readline().strip()
            command = [f"{self.folder}/ami_bench_{program}", mode, "--port", port]
            command += ["--cpu", str(self.client_cpu)] if pinned else []
            for name, value in options.items():
                command += ["--" + name.replace("_", "-"), str(value)]
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
            if done.returncode != 0:
                raise RuntimeError(" ".join(command) + ": exit status " + str(done.returncode))
            return json.loads(done.stdout)
        finally:
            server.stdin.close()
            server.wait()


class Table:
    """Rows of (measure, figure, bound, ratio, goal), medians over the rounds."""

    def __init__(self):
        self.rows = {}

    def add(self, measure, figure, bound, goal, unit="us", better="<=", value=None):
        """The goal is one of `value`; by default of figure / bound."""
        row = self.rows.setdefault(measure, {"figures": [], "bounds": [], "values": [], "goal": goal, "unit": unit,
                                             "better": better})
        row["figures"].append(figure)
        row["bounds"].append(bound)
        row["values"].append(figure / bound if value is None else value)

    def print(self):
        missed = []
        print(f"{'measure':<58}{'figure':>11}{'bound':>11}  {'unit':<10}{'value':>8}{'goal':>9}")
        for measure, row in self.rows.items():
            value = statistics.median(row["values"])
            goal = row["goal"]
            bound = statistics.median(row["bounds"]) if row["bounds"][0] is not None else None
            verdict = ""
            if goal is not None:
                met = value <= goal if row["better"] == "<=" else value >= goal
                verdict = "ok" if met else "FAIL"
                if not met:
                    missed.append(measure)
            print(f"{measure:<58}{statistics.median(row['figures']):>11.4g}"
                  f"{'' if bound is None else format(bound, '.4g'):>11}  {row['unit']:<10}{value:>8.3g}"
                  f"{'' if goal is None else row['better'] + format(goal, 'g'):>9}  {verdict}")
        return missed


def with_a_bound(programs, table, quick):
    """What is measured as a ratio to a bound right before or after it."""
    run = programs.run
    events = 500_000 if quick else 3_000_000

    parse = run("bound", "parse", count=events)["cpu_us"]
    flood = run("client", "flood", count=events)
    table.add("flood, 1 subscriber, each event awaited, one field read", flood["cpu_us"], parse, 1.3)
    try:
        vector = run("bound", "parse-avx2", count=events)["cpu_us"]
        table.add("  the same, to a bound that splits in one AVX2 pass", flood["cpu_us"], vector, None)
    except RuntimeError:
        pass  # not on this processor
    table.add("  the same, to receiving and forgetting", flood["cpu_us"], run("bound", "discard", count=events)["cpu_us"],
              None)
    five = run("client", "flood", count=events // 3, subscribers=5)
    more = (five["cpu_us"] - flood["cpu_us"]) / 4
    table.add("flood, each of 4 more subscribers", more, None, 0.1, value=more)
    dispatch = run("bound", "dispatch", count=events)["cpu_us"]
    table.add("flood, 1 subscriber of a rare type", run("client", "rare", count=events)["cpu_us"], dispatch, 1.2)

    pings = 20_000 if quick else 50_000
    mine = run("client", "ping", together=True, count=pings)
    table.add("ping, one after the other, one CPU, p50", mine["p50_us"],
              run("bound", "ping", together=True, count=pings)["p50_us"], 1.3)
    pipe = run("client", "pipe", count=pings * 10)
    table.add("ping, 100 in flight, replies", pipe["rate"], run("bound", "pipe", count=pings * 10)["rate"], 0.5, "1/s", ">=")


def with_threads(programs, table, quick):
    """What is measured as a ratio to the same with one thread."""
    events = 500_000 if quick else 3_000_000

    def flood(**options):
        return programs.run("threads", "flood", pinned=False, count=events, **options)

    one = flood()
    two = flood(threads=2)
    pool = flood(threads=2, kind="pool")
    apart = flood(kind="apart")
    four = flood(threads=2, managers=4)
    table.add("flood, an io_context run by 2 threads, to 1", two["cpu_us"], one["cpu_us"], 1.5)
    table.add("flood, a thread_pool of 2, to 1 thread", pool["cpu_us"], one["cpu_us"], 1.5)
    table.add("flood, the consumer on a thread of its own, to 1 thread", apart["cpu_us"], one["cpu_us"], 1.5)
    table.add("flood, 4 managers on 2 threads, to 1 manager", four["cpu_us"], two["cpu_us"], 1.1)
    table.add("events lost by these", sum(run["lost"] for run in (two, pool, apart, four)), None, 0, "",
              value=sum(run["lost"] for run in (two, pool, apart, four)))
    table.add("memory of the consumer on its own thread, to 1 thread", apart["rss_kib"], one["rss_kib"], 1.5, "KiB")

    pings = 20_000 if quick else 50_000

    def pipe(**options):
        return programs.run("threads", "pipe", pinned=False, count=pings * 10, **options)

    one, two = pipe(), pipe(threads=2)
    table.add("ping, 100 in flight, 2 threads, replies, to 1", two["rate"], one["rate"], 0.8, "1/s", ">=")
    table.add("  the same, processor time", two["cpu_us"], one["cpu_us"], 1.5)
    one, two = (programs.run("threads", "ping", pinned=False, count=pings, threads=threads) for threads in (1, 2))
    table.add("ping, one after the other, 2 threads, p50, to 1", two["p50_us"], one["p50_us"], 1.15)


def one_round(programs, table, quick):
    run = programs.run
    for _ in range(1 if quick else 3):
        with_a_bound(programs, table, quick)
        with_threads(programs, table, quick)

    few = 2_000 if quick else 20_000
    idle = run("client", "ping", count=few)["p99_us"]
    table.add("ping in a flood of 1,000,000 events/s, p99, to idle",
              run("client", "latency", count=few, rate=1_000_000)["p99_us"], idle, 5)
    # Here it waits behind the events that the system has buffered in front of it, for whoever reads.
    table.add("ping in a flood without limit, p99, to the bound's",
              run("client", "latency", count=few // 4)["p99_us"], run("bound", "latency", count=few // 4)["p99_us"], None)

    table.add("memory of an idle connection", run("client", "idle", count=200)["kib_each"], None, 64, "KiB",
              value=run("client", "idle", count=200)["kib_each"])
    # From the first event on: the shortest flood pays for memory that is touched for the first time.
    counts = [10_000, 100_000, 1_000_000] + ([] if quick else [10_000_000])
    floods = {count: run("client", "flood", count=count) for count in counts}
    first, last = floods[counts[0]], floods[counts[-1]]
    # The shortest is over before reads have become as large as they may.
    table.add(f"memory after {counts[-1]:.0e} events, to {counts[1]:.0e}", last["rss_kib"], floods[counts[1]]["rss_kib"],
              1.1, "KiB")
    for count in counts[1:]:
        table.add(f"an event of {count:.0e}, to one of {counts[0]:.0e}", floods[count]["cpu_us"], first["cpu_us"], 1.2)
    # They fill a stream's queue several times in one read: none of them may be lost.
    table.add("an event of 120 bytes, to one of 461", run("client", "flood", count=counts[-1] // 2, event_bytes=120)["cpu_us"],
              last["cpu_us"], 1)
    crowd = run("client", "crowd", count=1000)
    table.add("1,000 managers in one thread ping and receive", crowd["seconds"], None, None, "s", value=crowd["rate"])

    # Nothing may cost more for each when there is more of it.
    window = {size: run("client", "pipe", count=100_000 if quick else 300_000, window=size)["cpu_us"]
              for size in (100, 10_000)}
    table.add("an action with 10,000 in flight, to 100", window[10_000], window[100], 1.5)
    volume = (128 if quick else 1024) << 20
    frame = {size: run("client", "flood", count=volume // size, event_bytes=size)["cpu_us"] / size * 1024
             for size in (1 << 10, 1 << 20)}
    table.add("a KiB of a frame of 1 MiB, to one of 1 KiB", frame[1 << 20], frame[1 << 10], 1.2)
    outputs = {size: run("client", "output", count=size) for size in (10_000, 1_200_000)}
    table.add("a line of 100 MB of output, to one of 1 MB", outputs[1_200_000]["cpu_us"], outputs[10_000]["cpu_us"], 1.5)
    # The bytes as they are received, growing, and the reply's own copy of them.
    table.add("memory of 100 MB of output, to its bytes", outputs[1_200_000]["rss_kib"],
              outputs[1_200_000]["bytes"] / 1024, 2.5, "KiB")
    most = 200_000 if quick else 1_000_000
    items = {size: run("client", "list", count=size)["cpu_us"] for size in (10_000, most)}
    table.add(f"an item of a collected list of {most:.0e}, to one of 1e+04", items[most], items[10_000], 1.5)
    items = {size: run("client", "items", count=size) for size in (10_000, most)}
    table.add(f"an item of a streamed list of {most:.0e}, to one of 1e+04", items[most]["cpu_us"], items[10_000]["cpu_us"],
              1.5)
    table.add(f"memory after a streamed list of {most:.0e}, to 1e+04", items[most]["rss_kib"], items[10_000]["rss_kib"],
              1.1, "KiB")


def with_live_state(programs, table, quick):
    """What it costs to keep the state of a PBX, beside a subscriber of all its events."""
    events = 200_000 if quick else 1_000_000
    sizes = {channels: programs.run("client", "live", count=events, channels=channels)
             for channels in (10, 600, 10_000, 100_000)}
    for channels in (600, 10_000):
        cost = sizes[channels]["event_us"]
        table.add(f"live state of {channels:,} channels, an event", cost, None, 0.5, value=cost)
    table.add("  of 100,000 channels, to 10", sizes[100_000]["event_us"], sizes[10]["event_us"], None)
    table.add("  memory of each of 10,000 channels", sizes[10_000]["channel_kib"], None, 2, "KiB",
              value=sizes[10_000]["channel_kib"])
    table.add("  a snapshot of 10,000 channels, p99", sizes[10_000]["snapshot_p99_us"], None, 1000,
              value=sizes[10_000]["snapshot_p99_us"])
    large = programs.run("client", "live", count=events, channels=10_000, queues=500, members=50, devices=10_000)
    table.add("  to read 10,000 channels, 500 queues of 50, 10,000 devices", large["seeding_s"], None, 1, "s",
              value=large["seeding_s"])
    table.add("  to compare all these", large["comparison_s"], None, None, "s", value=large["comparison_s"])


def stripped_size(library):
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copy(os.path.realpath(library), folder)
        subprocess.run(["strip", copy], check=True)
        return os.path.getsize(copy) / (1 << 20)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rounds", type=int, default=None)
    parser.add_argument("--library")
    given = parser.parse_args()
    rounds = given.rounds or (1 if given.quick else 3)
    cpus = sorted(os.sched_getaffinity(0))
    table = Table()
    programs = Programs(given.folder, (cpus[0], cpus[-1]))
    for number in range(rounds):
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
        one_round(programs, table, given.quick)
        with_live_state(programs, table, given.quick)
    if given.library:
        size = stripped_size(given.library)
        table.add("the shared library, stripped", size, None, 2, "MiB", value=size)
    missed = table.print()
    if missed:
        print("missed:", "; ".join(missed))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
