#!/usr/bin/env python3
"""The tables of examples/guide/conformance.md, from what runs on real Asterisks have found.

    page.py REPORT_16 REPORT_22            fails when the page has other tables
    page.py --write REPORT_16 REPORT_22    writes them

A report has a line for each fact: "action NAME accepted", "action NAME refused TEXT", "action NAME absent", "event NAME".
"""

import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "examples/guide/conformance.md"
MARK = "<!-- made by tests/proof/conformance.sh --write -->\n"
VERSIONS = ("16", "22")
# Events that come in some runs only: whether they do depends on times. The page says nothing of these.
BY_CHANCE = {"ContactList", "ContactListComplete", "ContactStatusDetail"}


def read(path):
    actions, events = {}, set()
    for line in pathlib.Path(path).read_text(errors="replace").splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "action":
            name, _, answer = rest.partition(" ")
            actions[name] = answer
        else:
            events.add(rest)
    return actions, events


def answer_of(text):
    if text == "accepted":
        return "yes"
    if text.startswith("refused "):
        return "refused: " + text.removeprefix("refused ").strip()
    return "–"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def tables(reports):
    catalogue = json.loads((ROOT / "src/catalogue/catalogue.json").read_text())
    named = [{n for n, answer in actions.items() if answer != "absent"} for actions, _ in reports]
    rows = [[f"`{name}`"] + [answer_of(actions.get(name, "absent")) for actions, _ in reports]
            for name in sorted(catalogue["actions"], key=str.lower)]
    text = "## Actions\n\n"
    text += f"Answered: {len(named[0])} by Asterisk 16, {len(named[1])} by Asterisk 22.\n\n"
    text += table(["action", "16", "22"], rows)
    seen = [{name.lower() for name in events} for _, events in reports]
    rows = []
    for name, event in sorted(catalogue["events"].items(), key=lambda item: item[0].lower()):
        if name in BY_CHANCE:
            continue
        cells = ["yes" if name.lower() in seen[i] else "not seen" if int(version) in event["versions"] else "–"
                 for i, version in enumerate(VERSIONS)]
        rows.append([f"`{name}`"] + cells)
    counts = [sum(row[i + 1] == "yes" for row in rows) for i in range(len(VERSIONS))]
    text += "\n## Events\n\n"
    text += f"Seen and typed: {counts[0]} types on Asterisk 16, {counts[1]} on Asterisk 22.\n\n"
    return text + table(["event", "16", "22"], rows)


def main():
    arguments = sys.argv[1:]
    write = arguments[:1] == ["--write"]
    reports = [read(path) for path in arguments[write:]]
    if len(reports) != len(VERSIONS):
        sys.exit(__doc__)
    page = PAGE.read_text()
    begin = page.index(MARK) + len(MARK)
    made = page[:begin] + "\n" + tables(reports)
    if write:
        PAGE.write_text(made)
    elif made != page:
        old, new = page.splitlines(), made.splitlines()
        print(f"{PAGE.relative_to(ROOT)} differs from what came out (- the page, + this run); write it with --write:")
        print("\n".join([f"- {line}" for line in old if line not in new] + [f"+ {line}" for line in new if line not in old]))
        sys.exit(1)


main()
