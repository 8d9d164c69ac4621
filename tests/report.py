#!/usr/bin/env python3
"""What a run of tests/run.sh comes to: its failures, its stages and its slowest cases.

    report.py FOLDER

FOLDER has `stages` (name, begin, end, processor seconds before and after, budget, exit status; with tabs between them),
PRESET.xml in JUnit's form from each run of CTest, PRESET.failed-build with the end of a build that failed, and PART.log
with the output of a part of tests/proof, whose lines that begin with "figure: " are shown.
Exit status: 1 when a stage or a case failed, when a case took longer than it may, or when there is neither a case nor a
figure.
"""

import json
import pathlib
import subprocess
import sys
import xml.etree.ElementTree

# Seconds that a case may take, unless its label ends in "slow". The sanitizers make it three to ten times as many.
LIMITS = {"test": 10}
LIMIT_WITH_SANITIZER = 60
# Processor seconds of a whole run: twelve minutes of two cores.
BUDGET = 12 * 60 * 2
CASES_SHOWN = 10
FAILURES_SHOWN = 20
OUTPUTS_SHOWN = 3
FIRST_LINES_OF_OUTPUT = 25
LAST_LINES_OF_OUTPUT = 10


class Case:
    def __init__(self, preset, element, slow):
        self.preset = preset
        self.name = element.get("name")
        self.seconds = float(element.get("time"))
        self.slow = slow
        self.status = element.get("status")
        self.output = element.findtext("system-out") or ""
        # A case that CTest could not start is "notrun" too, and not skipped.
        reason = element.find("skipped")
        self.is_skipped = reason is not None and reason.get("message", "").startswith("SKIP_")

    def skipped(self):
        return self.is_skipped or self.status == "disabled"

    def too_slow(self):
        return not self.slow and self.seconds > LIMITS.get(self.preset, LIMIT_WITH_SANITIZER)

    def failed(self):
        return not self.skipped() and self.status != "run"


def slow_cases(preset):
    """The names of the cases whose label says that they may take long."""
    command = ["ctest", "--preset", preset, "--show-only=json-v1"]
    shown = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    names = set()
    for test in shown["tests"]:
        for item in test.get("properties", []):
            if item["name"] == "LABELS" and any(label.endswith("slow") for label in item["value"]):
                names.add(test["name"])
    return names


def read_cases(folder):
    cases = []
    for path in sorted(folder.glob("*.xml")):
        slow = slow_cases(path.stem)
        for element in xml.etree.ElementTree.parse(path).getroot().iter("testcase"):
            cases.append(Case(path.stem, element, element.get("name") in slow))
    return cases


def print_failures(folder, stages, cases):
    for path in sorted(folder.glob("*.failed-build")):
        print(f"=== {path.stem}: the build failed\n{path.read_text(errors='replace')}")
    failed = [case for case in cases if case.failed()]
    if failed:
        print(f"=== {len(failed)} cases failed")
        for case in failed[:FAILURES_SHOWN]:
            print(f"{case.preset}: {case.name} ({case.status}, {case.seconds:.1f} s)")
        for case in failed[:OUTPUTS_SHOWN]:
            print(f"\n--- {case.preset}: {case.name}")
            lines = case.output.splitlines()
            if len(lines) > FIRST_LINES_OF_OUTPUT + LAST_LINES_OF_OUTPUT:
                lines[FIRST_LINES_OF_OUTPUT:-LAST_LINES_OF_OUTPUT] = ["..."]
            for line in lines:
                print(line[:200])
        print()
    for case in cases:
        if case.too_slow():
            print(f"=== took too long: {case.preset}: {case.name}, {case.seconds:.1f} s of "
                  f"{LIMITS.get(case.preset, LIMIT_WITH_SANITIZER)} s, and it is not marked [slow]\n")
    for case in cases:
        if case.skipped():
            print(f"=== skipped: {case.preset}: {case.name}: {case.output.strip()[-200:]}\n")


def read_figures(folder):
    """The lines of the figures of each part."""
    figures = {}
    for path in sorted(folder.glob("*.log")):
        lines = [line.removeprefix("figure: ") for line in path.read_text(errors="replace").splitlines()
                 if line.startswith("figure: ")]
        if lines:
            figures[path.stem] = lines
    return figures


def print_figures(figures):
    for part, lines in figures.items():
        print(f"=== {part}")
        for line in lines:
            print(f"    {line}")
        print()


def print_stages(stages, whole_budget):
    print(f"=== {'stage':<45} {'seconds':>8} {'processor s':>12} {'budget':>7}")
    seconds = 0.0
    processor_seconds = 0.0
    for name, begin, end, used_before, used, budget, status in stages:
        took = float(end) - float(begin)
        used_here = float(used) - float(used_before)
        seconds += took
        processor_seconds += used_here
        remark = "  failed" if status != "0" else "  over budget" if used_here > float(budget) else ""
        print(f"    {name:<45} {took:8.1f} {used_here:12.1f} {budget:>7}{remark}")
    remark = "  over budget" if processor_seconds > whole_budget else ""
    print(f"    {'all':<45} {seconds:8.1f} {processor_seconds:12.1f} {whole_budget:>7}{remark}\n")


def print_slowest(cases):
    print(f"=== the slowest cases (limit: {LIMITS['test']} s, {LIMIT_WITH_SANITIZER} s under a sanitizer)")
    for case in sorted(cases, key=lambda case: -case.seconds)[:CASES_SHOWN]:
        print(f"    {case.seconds:6.1f} s  {'slow' if case.slow else '':<4}  {case.preset}: {case.name}")
    print()


def main(arguments):
    folder = pathlib.Path(arguments[0])
    stages = [line.split("\t") for line in (folder / "stages").read_text().splitlines()]
    cases = read_cases(folder)
    print_failures(folder, stages, cases)
    figures = read_figures(folder)
    print_stages(stages, BUDGET if cases else sum(int(budget) for *_, budget, _ in stages))
    if cases:
        print_slowest(cases)
    print_figures(figures)
    failed = sum(1 for case in cases if case.failed() or case.too_slow())
    skipped = sum(1 for case in cases if case.skipped())
    failed_stages = [name for name, *_, status in stages if status != "0"]
    if failed_stages:
        print(f"failed: {', '.join(failed_stages)}")
    print(f"{len(cases) - failed - skipped} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or failed_stages or not (cases or figures) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
