#!/usr/bin/env python3
"""Merges the documentation XML of several Asterisk versions with overrides.toml into catalogue.json.

    extract.py 16=OLD/core-en_US.xml 22=NEW/core-en_US.xml            writes catalogue.json
    extract.py --check 16=... 22=...                                  fails and shows the difference, if any

The XML is /usr/share/asterisk/documentation/core-en_US.xml of an installed Asterisk. catalogue.json is committed, so
the XML is needed only to add a version; generate.py then makes the headers from it. When the XML of a newer package is
read, say so at [versions] in overrides.toml.
"""

import difflib
import json
import os
import re
import sys
import tomllib

import docxml

HERE = os.path.dirname(os.path.abspath(__file__))
KINDS = {"text", "lines", "escaped", "escaped_lines", "caller_id", "escaped_caller_id", "url", "texts", "second",
         "integer", "boolean", "real", "hex", "minutes", "seconds", "milliseconds", "microseconds", "hms",
         "decimal_seconds", "epoch", "epoch_fraction", "iso_time", "local_time", "address", "host_port",
         "channel_state", "hangup_cause", "originate_reason", "extension_state", "device_state_number", "reload_result",
         "device_state", "presence_state", "dial_status", "queue_membership", "agent_state", "contact_state",
         "peer_state", "registration_state", "call_disposition", "stream_direction", "transfer_result",
         "member_interface", "member_name"}
PARAMETER_KINDS = {"text", "integer", "milliseconds", "seconds", "hangup_cause", "priority", "texts", "variable",
                   "message_text", "true_false", "yes_no", "on_off", "one_zero"}
problems = []


def problem(text):
    problems.append(text)


def kind_and_meaning(text, kinds, enumerations=()):
    match = re.fullmatch(r"(enum )?(\w+): (.*)", text)
    if match and (match.group(2) in kinds if not match.group(1) else match.group(2) in enumerations):
        return (match.group(1) or "") + match.group(2), match.group(3)
    return "text", text


def split(text, count, name):
    parts = [p.strip() for p in text.split("|")]
    if len(parts) != count:
        problem(f"{name}: {count} parts expected: {text}")
    return parts


def snake(name, names):
    """The C++ name of a wire name: words in lower case with underscores."""
    if name in names:
        return names[name]
    text = re.sub(r"\W", "_", name)
    text = re.sub(r"ID(?=[A-Z_]|$)", "Id", text)
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", text)
    text = re.sub(r"(?<=[A-Z])(?=[A-Z][a-z])", "_", text)
    return re.sub(r"__+", "_", text).strip("_").lower()


def listed(table):
    return {name: key for key, names in table.items() for name in names}


class Extractor:
    def __init__(self, overrides, documentations):
        self.o = overrides
        self.versions = overrides["versions"]["all"]
        self.docs = documentations
        self.newest = max(documentations)
        self.oldest = min(documentations)
        self.names = overrides["names"]

    def versions_of(self, name, documented, explicit, kind):
        if name in explicit:
            return [int(v) for v in explicit[name].split()]
        if not documented or (self.oldest in documented and self.newest in documented):
            return list(self.versions)
        if documented == [self.oldest]:
            return [v for v in self.versions if v < self.newest - 1]  # 21 removed what 22 lacks
        problem(f"{kind} {name}: documented in {documented} only, so say in overrides.toml where it exists")
        return documented

    # ---- events

    def snapshot(self, kind):
        return {key: {"name": snake(key, self.names)} | dict(zip(("kind", "doc"), kind_and_meaning(text, KINDS)))
                for key, text in self.o["snapshots"][kind].items()}

    def field(self, event, key, text, entry):
        """Kind and description of a field, from the most special place that has them."""
        if not text and key in entry.get("integers", ()):
            return "integer", entry["default"]
        if not text and key in entry.get("booleans", ()):
            return "boolean", entry["default"]
        text = text or self.o["fields"].get(key) or entry.get("default")
        if not text:
            problem(f"event {event}: field {key} has no description")
            text = "?"
        return kind_and_meaning(text, KINDS)

    def events(self):
        documented = {v: d.events() for v, d in self.docs.items()}
        spelling = self.o["spelling"]["events"]
        for events in documented.values():
            for wrong, right in spelling.items():
                if wrong in events:
                    events[right] = events.pop(wrong)
        names = {n for events in documented.values() for n in events}
        for name in sorted(names - set(self.o["events"])):
            problem(f"event {name} is documented, but not in overrides.toml")
        explicit = listed(self.o["event_versions"])
        result = {}
        for name in sorted(self.o["events"], key=str.lower):
            header, doc = split(self.o["events"][name], 2, f"event {name}")
            sources = [documented[v][name] for v in sorted(documented, reverse=True) if name in documented[v]]
            where = sorted(v for v in documented if name in documented[v])
            entry = self.o["event"].get(name, {})
            entry["fields"] = entry.get("fields", {}) | {key: "" for key in entry.get("more", [])}
            event = {"name": snake(name, self.names), "header": header, "doc": doc,
                     "versions": self.versions_of(name, where, explicit, "event"), "documented": where,
                     "classes": entry.get("classes") or self.merged(sources, "classes"),
                     "channels": entry.get("channels") or self.merged(sources, "channels"),
                     "bridges": entry.get("bridges") or self.merged(sources, "bridges"),
                     "open": entry.get("open", False), "fields": self.event_fields(name, sources, entry),
                     "families": {}}
            if header not in self.o["event_headers"]:
                problem(f"event {name}: no header {header}")
            for key, text in entry.get("families", {}).items():
                kind, meaning = kind_and_meaning(text, KINDS)
                # An array without a name: the rates of AOC-S.
                accessor = key.replace("#", "").replace("(null)", "Rate")
                event["families"][key] = {"name": snake(accessor, self.names), "kind": kind, "doc": meaning}
            result[name] = event
        return result

    def merged(self, sources, key):
        return list(dict.fromkeys(item for source in sources for item in source[key]))

    def event_fields(self, name, sources, entry):
        spelling = self.o["spelling"]["fields"].get(name, {})
        keys = {}
        for source in sources:
            for key, enumeration in source["fields"].items():
                key = spelling.get(key, key)
                omitted = self.o["ignore"]["fields"] + entry.get("omit", [])
                if key in omitted or (entry.get("families") and key.startswith("ReportX")):
                    continue
                known = keys.setdefault(key, [])
                known += [e for e in enumeration if e not in known]
        for key in entry["fields"]:
            keys.setdefault(key, [])
        snapshots = {p + k for p in self.merged(sources, "channels") + entry.get("channels", []) for k in
                     self.o["snapshots"]["channel"]}
        versions = listed(self.o["field_versions"])
        result, folded = {}, set()
        for key, enumeration in keys.items():
            if key.lower() in folded or key in snapshots:
                continue
            folded.add(key.lower())
            kind, doc = self.field(name, key, entry["fields"].get(key), entry)
            result[key] = {"name": snake(key, self.names), "kind": kind, "doc": doc}
            if f"{name}.{key}" in versions:
                result[key]["only"] = versions.pop(f"{name}.{key}")
            if enumeration:
                result[key]["values"] = enumeration
        for left in versions:
            if left.startswith(name + "."):
                problem(f"field_versions: {left} is no field")
        return result

    # ---- actions

    def actions(self, events):
        documented = {v: d.actions() for v, d in self.docs.items()}
        names = {n for actions in documented.values() for n in actions} - set(self.o["ignore"]["actions"])
        for name in sorted(names ^ set(self.o["actions"])):
            problem(f"action {name} is either not documented or not in overrides.toml")
        explicit = listed(self.o["action_versions"])
        rights = listed(self.o["privileges"])
        result = {}
        for name in sorted(names, key=str.lower):
            header, repeat, doc = split(self.o["actions"].get(name, "||"), 3, f"action {name}")
            sources = [documented[v][name] for v in sorted(documented, reverse=True) if name in documented[v]]
            where = sorted(v for v in documented if name in documented[v])
            action = {"name": snake(name, self.names), "header": header, "doc": doc, "repeat": repeat,
                      "versions": self.versions_of(name, where, explicit, "action"), "documented": where,
                      "privileges": rights.get(name, "").split()}
            if repeat not in ("read", "set", "no") or header not in self.o["action_headers"]:
                problem(f"action {name}: header {header}, repeat {repeat}")
            action.update(self.list_of(name, events, sources))
            entry = self.o["action"].get(name, {})
            action.update(self.parameters(name, sources, entry))
            if "constants" in entry:
                action["constants"] = entry["constants"]
            result[name] = action
        for name in set(self.o["action"]) - names:
            problem(f"[action.{name}]: no such action")
        return result

    def list_of(self, name, events, sources):
        if name not in self.o["lists"]:
            exception = self.o["list_exceptions"].get(name)
            return {"list_exception": exception} if exception else {}
        items, _, complete = self.o["lists"][name].partition("->")
        result = {"items": items.split(), "complete": complete.strip() or None}
        for event in result["items"] + [result["complete"]]:
            if event and event not in events:
                problem(f"lists: {name}: no event {event}")
        for source in sources:
            if not set(source["items"]) <= set(result["items"]) or source["complete"] not in (None,
                                                                                             result["complete"]):
                problem(f"lists: {name}: the XML says {source['items']} -> {source['complete']}")
        if name in self.o["list_exceptions"]:
            result["list_exception"] = self.o["list_exceptions"][name]
        if name in self.o["list_counts"]:
            result["uncounted"] = self.o["list_counts"][name]
        if name in self.o["empty_lists"]:
            result["empty"] = self.o["empty_lists"][name]
        return result

    def parameters(self, name, sources, entry):
        spelling = self.o["spelling"]["parameters"].get(name, {})
        keys = {}
        for source in sources:
            for key, (required, enumeration) in source["parameters"].items():
                key = spelling.get(key, key)
                if key not in self.o["ignore"]["parameters"] + entry.get("omit", []):
                    keys.setdefault(key, (required, enumeration))
        required = entry.get("required") or [k for k, (needed, _) in keys.items() if needed]
        defaults = dict(r.split("=", 1) for r in required if "=" in r)
        required = [r.split("=", 1)[0] for r in required]
        result = {}
        for key in required + [k for k in keys if k not in required]:
            text = entry.get("parameters", {}).get(key) or self.o["parameters"].get(key)
            if key not in keys or not text:
                problem(f"action {name}: parameter {key}: not documented by the XML or without description")
                continue
            kind, doc = kind_and_meaning(text, PARAMETER_KINDS, self.o["enumerations"])
            result[key] = {"name": snake(key, self.names), "kind": kind, "doc": doc, "required": key in required}
            if key in defaults:
                result[key]["default"] = defaults[key]
            if keys[key][1]:
                result[key]["values"] = keys[key][1]
        return {"parameters": result}

    # ---- replies

    def replies(self):
        result = {}
        for name, entry in self.o["reply"].items():
            reply = {"name": snake(name, self.names), "doc": entry["doc"], "fields": {}, "keys": entry.get("keys", [])}
            for key, text in entry.get("fields", {}).items():
                kind, doc = kind_and_meaning(text, KINDS)
                reply["fields"][key] = {"name": snake(key, self.names), "kind": kind, "doc": doc}
            result[name] = reply
        return result

    def enumerations(self):
        result = {}
        for name, text in self.o["enumerations"].items():
            header, doc, values = split(text, 3, f"enumeration {name}")
            result[name] = {"header": header, "doc": doc,
                            "values": {snake(v, {}): v for v in values.split()}}
        return result

    def catalogue(self):
        events = self.events()
        prefixes = {kind: {prefix: dict(zip(("name", "whose"), split(text, 2, f"prefix {prefix}")))
                           for prefix, text in table.items()} for kind, table in self.o["prefixes"].items()}
        used = {f["doc"] for e in events.values() for f in e["fields"].values()}
        for key, text in self.o["fields"].items():
            if kind_and_meaning(text, KINDS)[1] not in used:
                problem(f"[fields] {key} is not used")
        return {"versions": self.versions, "event_headers": self.o["event_headers"],
                "action_headers": self.o["action_headers"],
                "snapshots": {kind: self.snapshot(kind) for kind in ("channel", "bridge")}, "prefixes": prefixes,
                "enumerations": self.enumerations(), "events": events, "actions": self.actions(events),
                "replies": self.replies(), "text_replies": self.o["text_replies"]}


def layout(value, depth=0, path=()):
    """JSON with one fact a line: fields, parameters and lists are not broken, so that a diff shows them whole."""
    inner = isinstance(value, dict) and value and (depth < 3 or path[-1:] in (("fields",), ("families",),
                                                                             ("parameters",)))
    if not inner:
        return json.dumps(value, ensure_ascii=False)
    lines = [f"{' ' * (depth + 1)}{json.dumps(k)}: {layout(v, depth + 1, path + (k,))}" for k, v in value.items()]
    return "{\n" + ",\n".join(lines) + "\n" + " " * depth + "}"


def main(arguments):
    check = "--check" in arguments
    files = dict(a.split("=", 1) for a in arguments if a != "--check")
    if len(files) < 2:
        sys.exit(__doc__)
    with open(os.path.join(HERE, "overrides.toml"), "rb") as file:
        overrides = tomllib.load(file)
    catalogue = Extractor(overrides, {int(v): docxml.Documentation(f) for v, f in files.items()}).catalogue()
    for text in problems:
        print(f"extract.py: {text}", file=sys.stderr)
    if problems:
        sys.exit(1)
    text = layout(catalogue) + "\n"
    path = os.path.join(HERE, "catalogue.json")
    if check:
        with open(path, encoding="utf-8") as file:
            committed = file.read()
        if committed != text:
            sys.stderr.writelines(difflib.unified_diff(committed.splitlines(True), text.splitlines(True),
                                                       "catalogue.json", "what the XML and overrides.toml give", n=1))
            sys.exit("extract.py: catalogue.json differs from what the XML and overrides.toml give")
    else:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


if __name__ == "__main__":
    main(sys.argv[1:])
