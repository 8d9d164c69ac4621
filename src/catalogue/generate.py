#!/usr/bin/env python3
"""Writes the headers and sources of typed events, actions and replies from catalogue.json, members.toml and kinds.toml.

    generate.py [--root FOLDER]            writes them into the repository, or into FOLDER
    generate.py [--root FOLDER] --check    fails when a committed file differs from what would be written

The text is made in its final form: it is what clang-format makes of it with the repository's configuration.
"""

import json
import os
import re
import sys
import textwrap
import tomllib

sys.dont_write_bytecode = True
import json_schema  # noqa: E402
from wire_words import (BOOLEANS, JSON_KINDS, MORE_KEYS, OPEN_ACTIONS, TYPE_WORDS, WIRE_DOCS,  # noqa: E402
                        json_type, response_types, wire_doc)

HERE = os.path.dirname(os.path.abspath(__file__))
WIDTH = 120
COMMENT_WIDTH = 118
# The first values of event_type: no view, and the events that the library makes itself.
MADE_HERE = ("unknown", "lagged", "connection_lost", "connection_restored", "connection_state_changed")
MASK_CLASSES = ("system", "call", "log", "verbose", "command", "agent", "user", "config", "dtmf", "reporting", "cdr",
                "dialplan", "originate", "agi", "cc", "aoc", "test", "security", "message")
NOTE = "// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file."

KEYWORDS = set("""alignas alignof and asm auto bool break case catch char class concept const constexpr continue default
delete do double else enum explicit export extern false float for friend goto if inline int long mutable namespace new
noexcept not operator or private protected public register requires return short signed sizeof static struct switch
template this throw true try typedef typename union unsigned using virtual void volatile while xor""".split())
EVENT_MEMBERS = {"frame", "get", "privilege", "action_id", "text", "unescaped", "integer", "boolean", "all", "nth", "lines",
                 "enumeration", "timestamp", "sequence_number", "system_name", "source_file", "source_line",
                 "source_function", "channel_variables", "type_id", "wire_name", "variables"}
KIND_MEMBERS = {"event_kind", "get_if", "is", "type", "type_ids"}
ACTION_MEMBERS = {"header", "action_id", "name", "headers", "put", "set"}
REPLY_MEMBERS = {"success", "outcome", "action_id", "response", "message", "detail", "get", "is_list", "items",
                 "completion", "integer", "output", "text"}

# kind: C++ type, expression for the value of KEY (an event's helper or a parse function of the text)
OPTIONAL = {
    "real": ("double", "parse_real"), "hex": ("std::uint64_t", "parse_hex"),
    "minutes": ("std::chrono::minutes", "parse_minutes"), "seconds": ("std::chrono::seconds", "parse_seconds"),
    "milliseconds": ("std::chrono::milliseconds", "parse_milliseconds"),
    "microseconds": ("std::chrono::microseconds", "parse_microseconds"),
    "hms": ("std::chrono::seconds", "parse_hms"),
    "decimal_seconds": ("std::chrono::microseconds", "parse_decimal_seconds"),
    "epoch": ("std::chrono::sys_seconds", "parse_epoch"),
    "epoch_fraction": ("std::chrono::sys_time<std::chrono::microseconds>", "parse_epoch_fraction"),
    "iso_time": ("std::chrono::sys_time<std::chrono::milliseconds>", "parse_iso_time"),
    "local_time": ("std::chrono::local_seconds", "parse_local_time"),
    "address": ("ami::network_address", "parse_address"), "host_port": ("ami::network_address", "parse_host_port"),
    "channel_state": ("ami::channel_state", "parse_channel_state"),
    "contact_state": ("ami::contact_state", "parse_contact_state"),
    "device_state_number": ("ami::device_state", "parse_member_state"),
    "extension_state": ("ami::extension_state", "parse_extension_state"),
    "peer_state": ("ami::peer_state", "parse_peer_state"),
    "registration_state": ("ami::registration_state", "parse_registration_state"),
    "device_state": ("ami::device_state", "parse_device_state"),
    "presence_state": ("ami::presence_state", "parse_presence_state"),
    "dial_status": ("ami::dial_status", "parse_dial_status"),
    "queue_membership": ("ami::queue_membership", "parse_queue_membership"),
    "agent_state": ("ami::agent_state", "parse_agent_state"),
    "call_disposition": ("ami::call_disposition", "parse_call_disposition"),
    "stream_direction": ("ami::stream_direction", "parse_stream_direction"),
    "transfer_result": ("ami::transfer_result", "parse_transfer_result"),
}
ENUMERATIONS = {"hangup_cause": ("hangup_cause", 255), "originate_reason": ("originate_reason", 255),
                "reload_result": ("reload_result", 6)}
# The words of catalogue.json for repeating an action and for the form of its reply, and the C++ enumerators for them.
REPEAT = {"read": "read", "set": "set", "no": "unsafe"}
FORMS = {None: "standard", "sometimes": "standard", "one_event": "one_event", "items_by_place": "items_by_place",
         "wait_event": "until_event", "maybe_absent": "list", "text": "text"}
# kind: function of the frame, the accessor that every event with it has, and the subject of that accessor.
MEMBER = {"member_interface": ("queue_member_interface", "interface", "Interface that the queue dials to reach the member"),
          "member_name": ("queue_member_name", "member_name", "The member's name")}


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def comment(text, indent=""):
    """A doc comment; paragraphs and lines that begin with @ stay apart."""
    lines = []
    paragraph = []

    def flush():
        if paragraph:
            prefix = f"{indent}/// "
            later = prefix + ("  " if paragraph[0].startswith("@param") else "")
            lines.extend(textwrap.wrap(" ".join(paragraph), COMMENT_WIDTH, initial_indent=prefix,
                                       subsequent_indent=later, break_long_words=False, break_on_hyphens=False))
            paragraph.clear()

    for line in text.split("\n"):
        if not line.strip():
            flush()
            lines.append(f"{indent}///")
        else:
            if line.startswith("@"):
                flush()
            paragraph.append(line.strip())
    flush()
    return lines


def function(signature, statement, indent="  "):
    """An inline function of one statement, on one line when it fits."""
    line = f"{indent}{signature} {{ {statement} }}"
    if len(line) <= WIDTH:
        return [line]
    return [f"{indent}{signature} {{", f"{indent}  {statement}", f"{indent}}}"]


def member(name, taken, own):
    """The member's name, with an underscore where C++ or the class needs it."""
    return name + "_" if name in KEYWORDS or name in own or name in taken else name


def with_full_stop(text):
    return text if text.endswith((".", "!", "?")) else text + "."


class Generator:
    def __init__(self, catalogue, members, kinds):
        self.c = catalogue
        self.members = members
        self.kinds = kinds
        self.files = {}

    # ---- helpers

    def versions(self, versions):
        every = self.c["versions"]
        if versions == every:
            return ""
        if versions[-1] == every[-1]:
            return f" Asterisk {versions[0]} and later."
        if versions[0] == every[0]:
            return f" Up to Asterisk {versions[-1]}."
        return " Asterisk " + ", ".join(str(v) for v in versions) + "."

    def field_doc(self, key, doc, only=None, whose=""):
        text = f"`{key}`: {doc}"
        if whose:
            text = f"{text} ({whose})"
        text = with_full_stop(text)
        if only:
            text += f" Only Asterisk {only}." if only == str(self.c["versions"][0]) else " Not in Asterisk 16."
        return comment(text, "  ")

    @staticmethod
    def template(name, place, lines):
        with open(os.path.join(HERE, name), encoding="utf-8") as file:
            return file.read().replace(place, "\n".join(lines)).rstrip().split("\n")

    def write(self, path, lines):
        self.files[path] = "\n".join(lines) + "\n"

    # ---- events

    def accessor(self, name, kind, key):
        """Lines of an accessor of an event for the value of `key`, an expression."""
        if kind == "text":
            return function(f"std::string_view {name}() const noexcept", f"return text({key});")
        if kind == "lines":
            return function(f"std::string_view {name}() const noexcept", f"return lines({key});")
        if kind == "caller_id":
            return function(f"std::string_view {name}() const noexcept", f"return known_caller_id(text({key}));")
        if kind == "escaped_caller_id":
            return function(f"std::string {name}() const", f"return detail::known_caller_name(text({key}));")
        if kind in MEMBER:
            return function(f"std::string_view {name}() const noexcept", f"return {MEMBER[kind][0]}(frame());")
        if kind == "escaped_lines":
            return function(f"std::string {name}() const", f"return unescape(lines({key}));")
        if kind == "escaped":
            return function(f"std::string {name}() const", f"return unescaped({key});")
        if kind == "url":
            return function(f"std::string {name}() const", f"return percent_decode(text({key}));")
        if kind == "texts":
            return function(f"std::vector<std::string_view> {name}() const", f"return all({key});")
        if kind == "second":
            return function(f"std::string_view {name}() const noexcept", f"return nth({key}, 1);")
        if kind == "integer":
            return function(f"std::optional<std::int64_t> {name}() const noexcept", f"return integer({key});")
        if kind == "boolean":
            return function(f"std::optional<bool> {name}() const noexcept", f"return boolean({key});")
        if kind in ENUMERATIONS:
            enum, last = ENUMERATIONS[kind]
            return function(f"std::optional<ami::{enum}> {name}() const noexcept",
                            f"return enumeration<ami::{enum}>({key}, {last});")
        result, parse = OPTIONAL[kind]
        return function(f"std::optional<{result}> {name}() const noexcept", f"return {parse}(text({key}));")

    def event_member(self, own, used, name, kind, key, doc):
        lines = list(doc)
        final = member(name, EVENT_MEMBERS | used, own)
        used.add(final)
        if kind == "local_time":
            used.add(final + "_local")
            return (lines + self.accessor(final, "text", quoted(key)) +
                    comment(f"`{key}` as a time of the server's time zone.", "  ") +
                    self.accessor(final + "_local", kind, quoted(key)))
        if kind in MEMBER:
            function_name, common, doc = MEMBER[kind]
            if final != common:
                used.add(common)
                lines += self.accessor(final, "text", quoted(key))
                lines += comment(f"{doc}, by the name that the accessor has in all events.", "  ")
            else:
                lines[-1] += f" Also by the names of Asterisk 11 and before: see ami::{function_name}()."
                lines = comment(" ".join(line.strip().removeprefix("/// ") for line in lines), "  ")
            return lines + self.accessor(common, kind, quoted(key))
        return lines + self.accessor(final, kind, quoted(key))

    def snapshot_members(self, own, used, kind, prefix):
        whose = self.c["prefixes"][kind][prefix]["whose"]
        lines = []
        for key, field in self.c["snapshots"][kind].items():
            name = snake_prefixed(prefix, field["name"])
            lines += self.event_member(own, used, name, field["kind"], prefix + key,
                                       self.field_doc(prefix + key, field["doc"], whose=whose))
        name = member(self.c["prefixes"][kind][prefix]["name"], EVENT_MEMBERS | used, own)
        used.add(name)
        missing = ", or nothing when its headers are missing"
        subject = f"The {whose}" if whose else f"The {kind}"
        if kind == "channel":
            variables = name_of("chan_variables", prefix)
            used.add(variables)
            lines += self.field_doc(f"{prefix}ChanVariable", "name and value of each channel variable that "
                                    "`channelvars` in manager.conf names", whose=whose)
            lines += function(f"std::vector<std::pair<std::string, std::string>> {variables}() const",
                              f"return variables({quoted(prefix + 'ChanVariable')});")
        lines += comment(f"{subject} as a whole{missing}.", "  ")
        lines += function(f"std::optional<ami::{kind}_snapshot> {name}() const noexcept",
                          f"return ami::{kind}_snapshot::find(frame(), {quoted(prefix)});")
        return lines

    def event_class(self, wire, event):
        own = {event["name"]}
        doc = f"{event['doc']}{self.versions(event['versions'])} Wire name: `{wire}`."
        lines = comment(doc)
        lines += [f"class {event['name']} : public event_view {{", "public:",
                  f"  static constexpr event_type type_id = event_type::{event['name']};",
                  f"  static constexpr std::string_view wire_name = {quoted(wire)};", "",
                  "  using event_view::event_view;"]
        body = self.event_members(own, event)
        if body:
            lines += [""] + body
        return lines + ["};", ""]

    def event_members(self, own, event):
        """The accessors of an event, or of a kind of events."""
        used = set()
        body = []
        for kind in ("bridge", "channel"):
            for prefix in event[kind + "s"]:
                body += self.snapshot_members(own, used, kind, prefix)
        for key, field in event["fields"].items():
            body += self.event_member(own, used, field["name"], field["kind"], key,
                                      self.field_doc(key, field["doc"], field.get("only")))
        for key, field in event["families"].items():
            before, after = key.split("#")
            body += self.field_doc(before + "<index>" + after, field["doc"])
            final = member(field["name"], EVENT_MEMBERS | used, own)
            used.add(final)
            accessor = self.accessor(final, field["kind"],
                                     f"numbered_key{{{quoted(before)}, index, {quoted(after)}}}")
            accessor[0] = accessor[0].replace("() const", "(std::size_t index) const", 1)
            if len(accessor[0]) > WIDTH:
                signature, statement = re.fullmatch(r"  (.*) \{ (.*) \}", accessor[0]).groups()
                accessor = function(signature, statement)
            body += accessor
        return body

    # ---- kinds of events

    def events_of(self, kind):
        """The wire names of a kind's events."""
        if kind["events"] != "one channel":
            return kind["events"]
        items = {item for action in self.c["actions"].values() for item in action.get("items", [])}
        return [wire for wire, event in self.c["events"].items() if event["channels"] == [""] and wire not in items]

    def in_common(self, events):
        """What all these events have, in the order of the first one: an event without a name of its own."""
        first, *others = [self.c["events"][wire] for wire in events]

        def shared(place):
            # Examples of values may differ.
            meaning = lambda event, key: {k: v for k, v in event[place].get(key, {}).items() if k != "values"}
            return {key: field for key, field in first[place].items()
                    if all(meaning(event, key) == meaning(first, key) for event in others)}

        return {place: [prefix for prefix in first[place] if all(prefix in event[place] for event in others)]
                for place in ("bridges", "channels")} | {place: shared(place) for place in ("fields", "families")}

    def kind_problems(self, name, kind):
        """How a kind differs from what its events have in common, as texts."""
        unknown = [wire for wire in self.events_of(kind) if wire not in self.c["events"]]
        if unknown or len(set(self.events_of(kind))) < 2:
            return [f"{name}: no such event: {wire}" for wire in unknown] or [f"{name}: a kind has several events"]
        common = self.in_common(self.events_of(kind))
        there = {"channels": common["channels"], "bridges": common["bridges"],
                 "headers": [*common["fields"], *common["families"]]}
        return ([f"{name}: not all of its events have, with one type and description: {key!r} of {place}"
                 for place, keys in there.items() for key in kind.get(place, []) if key not in keys] +
                [f"{name}: all of its events have {key!r} of {place}"
                 for place, keys in there.items() for key in keys if key not in kind.get(place, [])])

    def kind_class(self, name, kind):
        events = self.events_of(kind)
        types = sorted(f"event_type::{self.c['events'][wire]['name']}" for wire in events)
        doc = " ".join(kind["doc"].split()) + "\nEvents: " + ", ".join(f"`{wire}`" for wire in events) + "."
        lines = comment(doc.replace("\n", "\n\n", 1))
        base = "    : public event_kind<"
        head = filled(f"class {name} : public event_kind<", types, "> {")
        broken = [f"class {name}"] + min(filled(base, types, "> {"), [base] + filled(" " * 10, types, "> {"), key=len)
        lines += broken if 1 < len(head) >= len(broken) else head
        lines += ["public:", "  using event_kind::event_kind;", ""]
        return lines + self.event_members({name} | KIND_MEMBERS, self.in_common(events)) + ["};", ""]

    def kind_header(self):
        problems = [text for name, kind in self.kinds.items() for text in self.kind_problems(name, kind)]
        if problems:
            sys.exit("\n".join(f"generate.py: kinds.toml: {text}" for text in problems))
        classes = [line for name, kind in self.kinds.items() for line in self.kind_class(name, kind)]
        lines = ["// Kinds of events, each with what all its events have: `any_queue_member`, `any_channel` and others.",
                 NOTE.replace("catalogue.json", "kinds.toml"), "//",
                 "//     auto members = pbx.subscribe<ami::events::any_queue_member>();",
                 "//     void show(const ami::events::any_queue_member& member);          // takes a queue_member_pause, too",
                 "#pragma once", "", "#include <ami/event_type.hpp>", "#include <ami/event_types.hpp>",
                 "#include <ami/event_view.hpp>", "#include <ami/names.hpp>", "#include <ami/snapshot.hpp>",
                 "#include <ami/values.hpp>", "", *self.standard_includes(classes), "", "namespace ami::events {", ""]
        self.write("include/ami/events/kinds.hpp", lines + classes + ["}  // namespace ami::events"])

    # ---- all events

    def events(self):
        for header, title in self.c["event_headers"].items():
            events = {w: e for w, e in self.c["events"].items() if e["header"] == header}
            classes = [line for w, e in events.items() for line in self.event_class(w, e)]
            lines = [f"// {title}", NOTE, "#pragma once", "", "#include <ami/event_view.hpp>"]
            if any("known_caller_" in line or "queue_member_" in line for line in classes):
                lines.append("#include <ami/names.hpp>")
            if any("_snapshot" in line for line in classes):
                lines.append("#include <ami/snapshot.hpp>")
            lines += ["#include <ami/values.hpp>", ""]
            lines += self.standard_includes(classes) + ["", "namespace ami::events {", ""]
            self.write(f"include/ami/events/{header}.hpp", lines + classes + ["}  // namespace ami::events"])
        self.write("include/ami/events.hpp", ["// All typed events. A file that uses few of them compiles faster with their headers alone.",
                                              NOTE, "#pragma once", ""] +
                   [f"#include <ami/events/{h}.hpp>" for h in sorted([*self.c["event_headers"], "kinds"])])

    @staticmethod
    def standard_includes(lines):
        text = "\n".join(lines)
        wanted = {"chrono": "std::chrono", "cstddef": "std::size_t", "cstdint": "std::int64_t|std::uint64_t",
                  "optional": "std::optional", "string": r"std::string\b(?!_)|std::to_string", "string_view":
                  "std::string_view", "utility": "std::pair|std::move", "vector": "std::vector"}
        return [f"#include <{h}>" for h, pattern in wanted.items() if re.search(pattern, text)]

    def event_types(self):
        names = sorted(self.c["events"].items(), key=lambda item: item[1]["name"])
        lines = ["// The events that have a typed view, by name: for a `switch`, and for tables of one's own.", NOTE,
                 "#pragma once", "", "#include <ami/config.hpp>", "", "#include <cstddef>", "#include <cstdint>",
                 "#include <string_view>", "", "namespace ami {", "",
                 *comment("The types of events. Each but the first five has a class of the same name in `ami::events`, "
                          "which documents its wire name and its headers: `event_type::agent_called` is "
                          "`events::agent_called`. A later version of the library may add some in between, so store "
                          "the wire name (to_string()) and not the number."),
                 "enum class event_type : std::uint16_t {",
                 "  unknown,                   ///< No typed view: `events::unknown` has all headers.",
                 "  lagged,                    ///< Not from the server: a subscriber was too slow.",
                 "  connection_lost,           ///< Not from the server: the connection ended.",
                 "  connection_restored,       ///< Not from the server: the connection is re-established.",
                 "  connection_state_changed,  ///< Not from the server: the state of the manager has changed."]
        lines += [f"  {e['name']}," for _, e in names]
        lines += ["};", "", "/// The number of values of event_type.",
                  "inline constexpr std::size_t event_type_count = static_cast<std::size_t>(event_type::"
                  f"{names[-1][1]['name']}) + 1;", "",
                  *comment("The type of the event that the wire calls `name` (any case); `event_type::unknown` when it "
                           "has no typed view."),
                  "AMI_DECL event_type find_event_type(std::string_view name) noexcept;", "",
                  *comment("The wire name, for example \"Newchannel\"; for the types that do not come from the server "
                           "their C++ name."),
                  "AMI_DECL std::string_view to_string(event_type type) noexcept;", "", "}  // namespace ami"]
        self.write("include/ami/event_type.hpp", lines)

        table = [f'    "{n}",' for n in MADE_HERE]
        table += [f"    {quoted(w)}," for w, _ in names]
        self.write("src/catalogue/event_type.cpp", [NOTE] + self.template("event_type.cpp.in", "@NAMES@", table))

        alternatives = ["events::unknown", *MADE_HERE[1:]]
        alternatives += [f"events::{e['name']}" for _, e in names]
        self.write("include/ami/event_variant.hpp", ["// All typed events in one: visit() and as_variant().", NOTE] +
                   self.template("event_variant.hpp.in", "@EVENTS@", filled("    ", alternatives, ">;")))

        # The classes that a session's mask must have for an event to be sent; a class that no mask can name needs all of them.
        bits = ["every_class"] + ["0"] * (len(MADE_HERE) - 1)
        for _, e in names:
            known = [c for c in e["classes"] if c in MASK_CLASSES]
            whole = len(known) == len(e["classes"])
            bits.append(" | ".join(f"{c}_class" for c in known) or "0" if whole else "every_class")
        lines = [NOTE, '#include "catalogue/event_classes.hpp"', "", "namespace ami::detail {", "", "namespace {", ""]
        lines += [f"constexpr std::uint32_t {c}_class = std::uint32_t{{1}} << {i}U;"
                  for i, c in enumerate(MASK_CLASSES) if any(f"{c}_class" in b for b in bits)]
        lines += ["", "}  // namespace", "",
                  f"const std::array<std::string_view, event_class_count> event_class_names{{"]
        lines += filled("    ", [quoted(c) for c in MASK_CLASSES], "};")
        lines += ["", "// In the order of event_type.",
                  "const std::array<std::uint32_t, event_type_count> event_class_bits{"]
        lines += [f"    {b}," for b in bits]
        self.write("src/catalogue/event_class_table.cpp", [lines[0], "// clang-format off"] + lines[1:] + ["};", "", "}  // namespace ami::detail"])

    # ---- actions

    def reply_accessor(self, name, kind, key):
        value = f"(*this)[{quoted(key)}]" if kind == "lines" else f"text({quoted(key)})"
        if kind == "caller_id":
            value = f"known_caller_id({value})"
        if kind in ("text", "lines", "caller_id"):
            return (function(f"std::string_view {name}() const& noexcept", f"return {value};") +
                    [f"  std::string_view {name}() const&& = delete;"])
        if kind == "integer":
            return function(f"std::optional<std::int64_t> {name}() const noexcept", f"return integer({quoted(key)});")
        if kind == "boolean":
            return function(f"std::optional<bool> {name}() const noexcept", f"return parse_boolean({value});")
        result, parse = OPTIONAL[kind]
        return function(f"std::optional<{result}> {name}() const noexcept", f"return {parse}({value});")

    def reply_class(self, wire, reply):
        name = reply["name"]
        lines = comment(reply["doc"])
        lines += [f"class AMI_DECL {name} : public reply {{", "public:", f"  {name}() noexcept {{}}",
                  f"  explicit {name}(reply base) noexcept : reply{{std::move(base)}} {{}}", ""]
        used = set()
        for key, field in reply["fields"].items():
            final = member(field["name"], REPLY_MEMBERS | used, {name})
            used.add(final)
            lines += self.field_doc(key, field["doc"]) + self.reply_accessor(final, field["kind"], key)
        lines += self.members["replies"].get(wire, "").rstrip("\n").split("\n") if wire in self.members[
            "replies"] else []
        if not lines[-1]:
            lines.pop()
        return lines + ["};", ""]

    def action_doc(self, wire, action):
        first, _, rest = action["doc"].partition("\n")
        sentences = [first.strip() + self.versions(action["versions"]), f"Action `{wire}`"]
        rights = action["privileges"]
        if rights:
            sentences[-1] += ", needs class " + (" or ".join(rights) if len(rights) < 3 else
                                                 ", ".join(rights[:-1]) + " or " + rights[-1])
        sentences[-1] += "."
        if "items" in action:
            items = " and ".join(f"`{i}`" for i in action["items"])
            if len(action["items"]) > 2:
                items = ", ".join(f"`{i}`" for i in action["items"][:-1]) + f" and `{action['items'][-1]}`"
            when = "The reply can be a list" if action.get("list_exception") == "sometimes" else "The reply is a list"
            sentences.append(f"{when} of {items}.")
        sentences.append({"read": "Safe to repeat: it only reads.", "set": "Safe to repeat.",
                          "no": "Not safe to repeat."}[action["repeat"]])
        return comment(" ".join(sentences) + ("\n" + rest if rest else ""))

    def list_reply(self, wire, action):
        """The reply of a list action; its name stands for the class template with the item's types."""
        events = [f"ami::events::{self.c['events'][e]['name']}" for e in [action["complete"] or ""] + action["items"]
                  if e]
        if not action["complete"]:
            events.insert(0, "ami::events::unknown")
        head = f"using {action['name']} ="
        lines = filled(head + " list_reply<", events, ">;")
        broken = [head] + filled("    list_reply<", events, ">;")
        if 1 < len(lines) >= len(broken):
            lines = broken
        return comment(f"The reply to the action {wire}.") + lines + [""]

    def parameter_type(self, kind):
        if kind.startswith("enum "):
            return "actions::" + kind[5:]
        if kind in BOOLEANS:
            return "bool"
        return {"integer": "std::int64_t", "milliseconds": "std::chrono::milliseconds",
                "seconds": "std::chrono::seconds", "hangup_cause": "hangup_cause"}.get(kind, "std::string")

    def parameter_value(self, kind, name):
        """Expression that makes the header's text of a parameter."""
        if kind.startswith("enum "):
            return f"std::string{{to_string({name})}}"
        if kind in BOOLEANS:
            yes, no = BOOLEANS[kind]
            return f"{name} ? {quoted(yes)} : {quoted(no)}"
        if kind == "integer":
            return f"std::to_string({name})"
        if kind in ("milliseconds", "seconds"):
            return f"std::to_string({name}.count())"
        if kind == "hangup_cause":
            return f"std::to_string(static_cast<int>({name}))"
        return f"std::move({name})"

    def constructor(self, wire, action):
        required = [(key, p) for key, p in action["parameters"].items() if p["required"]]
        parameters, puts, docs = [], [], []
        for key, value in action.get("constants", {}).items():
            puts.append(f"put({quoted(key)}, {quoted(value)});")
        for key, p in required:
            name = "value" if p["name"] == action["name"] else member(p["name"], set(), set())
            parameters.append(f"{self.parameter_type(p['kind'])} {name}" +
                              (f" = {quoted(p['default'])}" if "default" in p else ""))
            puts.append(f"put({quoted(key)}, {self.parameter_value(p['kind'], name)});")
            docs += comment(f"@param {name} `{key}`: {with_full_stop(p['doc'])}"[:-1], "  ")
        head = f"  {'explicit ' if len(parameters) == 1 else ''}{action['name']}("
        base = f" : basic_action{{{quoted(wire)}}}"
        line = head + ", ".join(parameters) + ")" + base
        if not puts:
            return docs + [line + " {}"]
        if len(puts) == 1 and len(line + f" {{ {puts[0]} }}") <= WIDTH:
            return docs + [line + f" {{ {puts[0]} }}"]
        if len(line + " {") <= WIDTH:
            opening = [line + " {"]
        else:
            opening = filled(head, parameters, ")") + ["     " + base + " {"]
        refused = []
        if any(p["kind"] in BOOLEANS for _, p in required):
            types = ["Text*" if p["kind"] in BOOLEANS else self.parameter_type(p["kind"]) for _, p in required]
            refused = ["  template <class Text>",
                       f"  {action['name']}({', '.join(types)}) = delete;  // \"no\" would be true"]
        return docs + opening + [f"    {p}" for p in puts] + ["  }"] + refused

    def setter(self, action, key, p):
        name = member(p["name"], ACTION_MEMBERS, {action["name"]})
        kind, cls = p["kind"], action["name"]
        lines = comment(with_full_stop(f"`{key}`: {p['doc']}"), "  ")

        def pair(parameter, argument, statement):
            return (function(f"{cls}& {name}({parameter}) &", statement) +
                    function(f"{cls}&& {name}({parameter}) &&", f"return std::move({name}({argument}));"))

        def text_pair(call):
            # Each moves from its own parameter: passed on to the other setter, a short text would stay in the parameter.
            return (function(f"{cls}& {name}(std::string value) &", f"return {call};") +
                    function(f"{cls}&& {name}(std::string value) &&", f"return std::move({call});"))

        if kind == "variable":
            assignment = "detail::variable_assignment(name, value)"
            lines += (function(f"{cls}& {name}(std::string_view name, std::string_view value) &",
                               f"return header({quoted(key)}, {assignment});") +
                      function(f"{cls}&& {name}(std::string_view name, std::string_view value) &&",
                               f"return std::move({name}(name, value));"))
            lines += comment(f"`{key}`, for each pair of name and value of a range.", "  ")
            lines += ["  template <class Range>", f"  {cls}& {name}s(Range&& range) & {{",
                      "    for (const auto& [name, value] : range) {", f"      {name}(name, value);", "    }",
                      "    return *this;", "  }", "  template <class Range>",
                      f"  {cls}&& {name}s(Range&& range) && {{", f"    return std::move({name}s(range));", "  }"]
            return lines
        if kind == "texts":
            return lines + text_pair(f"add({quoted(key)}, std::move(value))")
        if kind == "message_text":
            return lines + text_pair("put_text(std::move(value))")
        put = f"return put({quoted(key)}, {self.parameter_value(kind, 'value')});"
        if kind in ("text", "priority"):
            lines += text_pair(f"put({quoted(key)}, std::move(value))")
            if kind == "priority":
                lines += pair("int value", "value", f"return put({quoted(key)}, std::to_string(value));")
            return lines
        if kind in BOOLEANS:
            return lines + pair("bool value = true", "value", put) + [
                "  template <class Text>", f"  void {name}(Text*) = delete;  // \"no\" would be true"]
        return lines + pair(f"{self.parameter_type(kind)} value", "value", put)

    def action_class(self, wire, action):
        lines = self.action_doc(wire, action)
        name = action["name"]
        heading = f"class {name} : public basic_action<{name}> {{"
        lines += [heading] if len(heading) <= WIDTH else [f"class {name}", f"    : public basic_action<{name}> {{"]
        lines.append("public:")
        if wire in self.c["replies"]:
            lines.append(f"  using reply_type = replies::{self.c['replies'][wire]['name']};")
        elif "items" in action:
            lines.append(f"  using reply_type = replies::{name};")
        safety = REPEAT[action["repeat"]]
        lines += [f"  static constexpr repeat repeat_safety = repeat::{safety};", ""]
        lines += self.constructor(wire, action)
        body = []
        for key, p in action["parameters"].items():
            if not p["required"]:
                body += self.setter(action, key, p)
        if wire in self.members["actions"]:
            body += self.members["actions"][wire].rstrip("\n").split("\n")
        return lines + ([""] + body if body else []) + ["};", ""]

    def enumeration(self, name, enumeration):
        lines = comment(enumeration["doc"])
        values = [member(v, set(), set()) for v in enumeration["values"]]
        line = f"enum class {name} {{ {', '.join(values)} }};"
        lines += [line] if len(line) <= WIDTH else [f"enum class {name} {{"] + [f"  {v}," for v in values] + ["};"]
        return lines + ["", "/// The header's text.",
                        f"AMI_DECL std::string_view to_string({name} value) noexcept;", ""]

    def actions(self):
        sources = []
        for header, title in self.c["action_headers"].items():
            actions = {w: a for w, a in self.c["actions"].items() if a["header"] == header}
            replies = [line for w in actions if w in self.c["replies"] for line in
                       self.reply_class(w, self.c["replies"][w])]
            lists = {w: a for w, a in actions.items() if "items" in a}
            replies += [line for w, a in lists.items() for line in self.list_reply(w, a)]
            enumerations = {n: e for n, e in self.c["enumerations"].items() if e["header"] == header}
            before = self.members["actions_header"].get(header, "")
            body = before.rstrip("\n").split("\n")[0 if before else 1:] + ([""] if before else [])
            body += [line for n, e in enumerations.items() for line in self.enumeration(n, e)]
            body += [line for w, a in actions.items() for line in self.action_class(w, a)]
            if replies:
                extra = self.members["header"].get(header, "")
                before = extra.rstrip("\n").split("\n") + [""] if extra else []
                replies = ["namespace ami::replies {", ""] + before + replies + ["}  // namespace ami::replies", ""]
            text = "\n".join(replies + body)
            lines = [f"// {title}", NOTE, "#pragma once", "", "#include <ami/action.hpp>"]
            if "AMI_DECL" in text:
                lines.append("#include <ami/config.hpp>")
            if "detail::variable_assignment" in text:
                lines.append("#include <ami/detail/variable_assignment.hpp>")
            if "parse_boolean" in text:
                lines.append("#include <ami/event_view.hpp>")
            lines += [f"#include <ami/events/{h}.hpp>" for h in sorted(
                {self.c["events"][e]["header"] for a in lists.values() for e in a["items"] + [a["complete"]] if e})]
            if lists:
                lines.append("#include <ami/list_reply.hpp>")
            if "known_caller_id(" in text:
                lines.append("#include <ami/names.hpp>")
            if replies:
                lines.append("#include <ami/reply.hpp>")
            if re.search(r"hangup_cause|parse_|_state>|std::chrono", text):
                lines.append("#include <ami/values.hpp>")
            lines += [""] + self.standard_includes([text]) + [""] + replies + ["namespace ami::actions {", ""] + body
            self.write(f"include/ami/actions/{header}.hpp", lines + ["}  // namespace ami::actions"])
            for name, enumeration in enumerations.items():
                sources += [f"std::string_view to_string({name} value) noexcept {{", "  switch (value) {"]
                sources += [f"  case {name}::{member(v, set(), set())}: return {quoted(w)};" for v, w in
                            enumeration["values"].items()]
                sources += ["  }", "  return {};", "}", ""]
        self.write("include/ami/actions.hpp", ["// All typed actions. A file that uses few of them compiles faster with their headers alone.",
                                               NOTE, "#pragma once", ""] +
                   [f"#include <ami/actions/{h}.hpp>" for h in sorted(self.c["action_headers"])])
        self.write("src/values/action_values.cpp", [NOTE, "#include <ami/actions.hpp>", "", "namespace ami::actions {", ""] +
                   sources + ["}  // namespace ami::actions"])

    # ---- JSON

    @staticmethod
    def json_words(kinds):
        """The keys that are not text, as words (i:priority b:muted), and keys that are text only here."""
        return [f"{json_type(kind)}:{key.lower()}" for key, kind in kinds.items() if kind in JSON_KINDS or
                key.lower() in ("timestamp", "sequencenumber", "line")]

    @staticmethod
    def literals(words, indent, end):
        """A string of words, as literals that fit the width."""
        lines = textwrap.wrap(" ".join(words), WIDTH - len(indent) - 4, break_long_words=False,
                              break_on_hyphens=False) or [""]
        lines = [indent + quoted(line + (" " if n < len(lines) - 1 else "")) for n, line in enumerate(lines)]
        lines[-1] += end
        return lines

    def json_kinds(self):
        events = [f'    "",  // {name}' for name in MADE_HERE]
        for wire, event in sorted(self.c["events"].items(), key=lambda item: item[1]["name"]):
            kinds = {prefix + key: field["kind"] for kind in ("bridge", "channel") for prefix in event[kind + "s"]
                     for key, field in self.c["snapshots"][kind].items()}
            kinds |= {key: field["kind"] for key, field in (event["fields"] | event["families"]).items()}
            lines = self.literals(self.json_words(kinds), "    ", ",")
            events += [f"    // {wire}"] + lines
        actions = []
        for wire, action in self.c["actions"].items():
            words = self.json_words({key: p["kind"] for key, p in action["parameters"].items()})
            if words:
                actions += [f"    {{{quoted(wire)},"] + self.literals(words, "     ", "},")
        words = [f"{kind}:{key}" for key, kind in response_types(self.c["replies"]).items()]
        text = "\n".join(self.template("../json/kinds.cpp.in", "@EVENTS@", events))
        text = text.replace("@ACTIONS@", "\n".join(actions))
        text = text.replace("@RESPONSES@", "\n".join(self.literals(words, "    ", ";")))
        self.write("src/json/kinds.cpp", [NOTE, "// clang-format off"] + text.split("\n"))

    def action_facts(self):
        """A table by name for actions of any class: how to read their replies, and whether to repeat them."""
        rows = []
        for wire, action in sorted(self.c["actions"].items(), key=lambda item: item[0].lower()):
            form, event = FORMS[action.get("list_exception")], ""
            if form in ("one_event", "items_by_place"):
                event = action["items"][0]
            elif form == "until_event":
                event = "WaitEventComplete"
            versions = action["versions"]
            rows.append(f"    {{{quoted(wire)}, {REPEAT[action['repeat']]}, {form}, {quoted(event)}, "
                        f"{'false' if 'uncounted' in action else 'true'}, {quoted(action.get('empty', ''))}, "
                        f"{0 if versions[0] == self.c['versions'][0] else versions[0]}, "
                        f"{255 if versions[-1] == self.c['versions'][-1] else versions[-1]}}},")
        for wire, repeat in self.c["text_replies"].items():
            rows.append(f"    {{{quoted(wire)}, {REPEAT[repeat]}, text, \"\", true, \"\", 0, 0}},")
        lines = self.template("action_facts.cpp.in", "@FACTS@", rows)
        self.write("src/catalogue/action_facts.cpp", [NOTE] + [line.replace("@COUNT@", str(len(rows))) for line in lines])

    def schema(self):
        with open(os.path.join(HERE, "..", "..", "include", "ami", "value_types.hpp"), encoding="utf-8") as file:
            types = file.read()
        self.write("src/catalogue/ami.schema.json", json_schema.lines(self.c, types, self.versions))

    # ---- amictl

    @staticmethod
    def plain_doc(doc, members):
        return wire_doc(doc, members).replace("`", "")

    @staticmethod
    def packed(rows):
        """Literals of lines "key|type|required|only|values|doc"."""
        lines = []
        for key, kind, required, only, values, doc in rows:
            words = ",".join(values) if all(re.fullmatch(r"[\w-]+", value) for value in values) else ""
            text = "|".join([key, kind, "!" if required else "", only, words, doc])
            assert text.count("|") == 5, text
            lines.append(f"     {quoted(text)[:-1]}\\n\"")
        return lines or ['     ""']

    def wire_row(self, wire, key, field, members):
        kind = field["kind"]
        values = field.get("values", [])
        if kind.startswith("enum "):
            values = list(self.c["enumerations"][kind[5:]]["values"].values())
            kind = "one of"
        elif kind in BOOLEANS:
            values = BOOLEANS[kind]
        elif kind == "boolean":
            values = []
        words = TYPE_WORDS.get(kind, kind.replace("_", " "))
        doc = WIRE_DOCS.get((wire, key)) or self.plain_doc(field["doc"], members)
        return key, words, field.get("required", False), field.get("only", ""), values, doc

    def wire_action(self, wire, action):
        parameters = action["parameters"]
        rows = [self.wire_row(wire, key, p, parameters) for key, p in parameters.items()]
        rows += [(key, kind, key in action.get("constants", {}), "", *(values or [[]]), doc)
                 for key, (kind, doc, *values) in MORE_KEYS.get(wire, {}).items()]
        versions = action["versions"]
        return [f"    {{{quoted(wire)}, {quoted(self.plain_doc(action['doc'], parameters))},",
                f"     {quoted(','.join(action['privileges']))}, {versions[0]}, {versions[-1]}, "
                f"ami::repeat::{REPEAT[action['repeat']]}, {quoted(','.join(action.get('items', [])))}, "
                f"{quoted(action.get('complete') or '')}, {'true' if wire in OPEN_ACTIONS else 'false'},",
                *self.packed(rows)[:-1], self.packed(rows)[-1] + "},"]

    def wire_event(self, wire, event):
        fields = event["fields"]
        rows = [self.wire_row(wire, key, f, fields) for key, f in (fields | event["families"]).items()]
        versions = event["versions"]
        prefixes = [quoted("".join(prefix + "," for prefix in event[kind])) for kind in ("channels", "bridges")]
        return [f"    {{{quoted(wire)}, {quoted(self.plain_doc(event['doc'], fields))},",
                f"     {quoted(','.join(event['classes']))}, {versions[0]}, {versions[-1]}, {', '.join(prefixes)}, "
                f"{'true' if event['open'] else 'false'},", *self.packed(rows)[:-1], self.packed(rows)[-1] + "},"]

    def wire_table(self):
        """What amictl tells about actions and events, and checks actions with."""
        by_name = lambda item: item[0].lower()
        places = {"ACTIONS": [line for wire, action in sorted(self.c["actions"].items(), key=by_name)
                              for line in self.wire_action(wire, action)],
                  "EVENTS": [line for wire, event in sorted(self.c["events"].items(), key=by_name)
                             for line in self.wire_event(wire, event)]}
        for kind in ("channel", "bridge"):
            snapshot = self.c["snapshots"][kind]
            places[kind.upper()] = self.packed([self.wire_row("", k, f, snapshot) for k, f in snapshot.items()])
            places[kind.upper() + "_PREFIXES"] = [f"    {{{quoted(prefix)}, {quoted(of['whose'])}}},"
                                                  for prefix, of in self.c["prefixes"][kind].items()]
        lines = self.template("../amictl/catalogue_table.cpp.in", "@ACTIONS@", places.pop("ACTIONS"))
        for place, text in places.items():
            lines = "\n".join(lines).replace(f"@{place}@", "\n".join(text)).split("\n")
        versions = self.c["versions"]
        lines = [line.replace("@OLDEST@", str(versions[0])).replace("@NEWEST@", str(versions[-1])) for line in lines]
        self.write("src/amictl/catalogue_table.cpp", [NOTE, "// clang-format off"] + lines)

    # ---- files for tests

    def test_data(self):
        """The known keys of each event and reply, with the kind of their values. # stands for a number."""
        lines = ["# Made by src/catalogue/generate.py: every key that an accessor reads.",
                 "# event NAME header MAJORS | action NAME header MAJORS",
                 "# key EVENT KIND KEY | reply ACTION KIND KEY | open EVENT (it may have any keys)",
                 "# list ACTION ITEM...",
                 "# only EVENT MAJOR KEY: of the versions read, only that one sends it",
                 "# kind NAME EVENT..."]
        for wire, event in self.c["events"].items():
            lines.append(f"event {wire} {event['header']} {','.join(str(v) for v in event['versions'])}")
            if event["open"]:
                lines.append(f"open {wire}")
            for kind in ("bridge", "channel"):
                for prefix in event[kind + "s"]:
                    lines += [f"key {wire} {f['kind']} {prefix}{k}" for k, f in self.c["snapshots"][kind].items()]
                    if kind == "channel":
                        lines.append(f"key {wire} texts {prefix}ChanVariable")
            lines += [f"key {wire} {f['kind']} {k}" for k, f in (event["fields"] | event["families"]).items()]
            lines += [f"only {wire} {f['only']} {k}" for k, f in event["fields"].items() if "only" in f]
        for wire, action in self.c["actions"].items():
            lines.append(f"action {wire} {action['header']} {','.join(str(v) for v in action['versions'])}")
            if "items" in action:
                lines.append(f"list {wire} {' '.join(action['items'])}")
        for wire, reply in self.c["replies"].items():
            lines += [f"reply {wire} {f['kind']} {k}" for k, f in reply["fields"].items()]
            lines += [f"reply {wire} text {k}" for k in reply["keys"]]
        lines += [f"kind {name} {' '.join(self.events_of(kind))}" for name, kind in self.kinds.items()]
        self.write("tests/data/catalogue_keys.txt", lines)

    def run(self):
        self.events()
        self.kind_header()
        self.event_types()
        self.actions()
        self.json_kinds()
        self.schema()
        self.action_facts()
        self.wire_table()
        self.test_data()
        return self.files


def name_of(name, prefix):
    return snake_prefixed(prefix, name)


def snake_prefixed(prefix, name):
    if not prefix:
        return name
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", prefix).lower() + "_" + name


def filled(head, items, tail):
    """Items with commas, filled up to the line's width and aligned behind `head`, as clang-format packs them."""
    lines, line = [], head
    for number, item in enumerate(items):
        end = tail if number == len(items) - 1 else ","
        space = "" if number == 0 else " "
        if len(line + space + item + end) > WIDTH and number > 0:
            lines.append(line)
            line = " " * len(head) + item + end
        else:
            line += space + item + end
    return lines + [line]


def main(arguments):
    root = os.path.normpath(os.path.join(HERE, "..", ".."))
    if "--root" in arguments:
        root = arguments[arguments.index("--root") + 1]
    with open(os.path.join(HERE, "catalogue.json"), encoding="utf-8") as file:
        catalogue = json.load(file)
    with open(os.path.join(HERE, "members.toml"), "rb") as file:
        members = tomllib.load(file)
    with open(os.path.join(HERE, "kinds.toml"), "rb") as file:
        kinds = tomllib.load(file)
    files = Generator(catalogue, members, kinds).run()
    wrong = []
    for path, text in files.items():
        full = os.path.join(root, path)
        if "--check" in arguments:
            try:
                with open(full, encoding="utf-8") as file:
                    if file.read() != text:
                        wrong.append(f"differs: {path}")
            except FileNotFoundError:
                wrong.append(f"missing: {path}")
        else:
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, "w", encoding="utf-8") as file:
                file.write(text)
    for folder in ("include/ami/events", "include/ami/actions"):
        if os.path.isdir(os.path.join(root, folder)):
            wrong += [f"not made by the generator: {folder}/{n}" for n in sorted(os.listdir(os.path.join(root, folder)))
                      if f"{folder}/{n}" not in files]
    for line in wrong:
        print(f"generate.py: {line}", file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
