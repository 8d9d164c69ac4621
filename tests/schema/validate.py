#!/usr/bin/env python3
"""Compares ami.schema.json with what to_json() writes, by a validator that is not ours (Debian: python3-jsonschema).

Usage: validate.py PROGRAM      PROGRAM: ami_json_lines, see json_lines.cpp

- The schema is valid itself, uses the vocabulary of its draft only, and refers to nothing that is not there.
- Its words and numbers of enumerations mean what the library reads them as.
- The JSON of every recorded frame and reply is valid, and so is that of every event, action and reply of the catalogue with
  all of its headers, with values of their kinds, with others, and repeated.
- What to_json() does not write is refused: mutants of those.
"""
import collections
import copy
import itertools
import json
import os
import pathlib
import re
import subprocess
import sys
import time

try:
    from jsonschema import Draft202012Validator
except ImportError:
    # Debian's package is for Debian's interpreter.
    debian = "/usr/bin/python3"
    if sys.prefix != "/usr" and os.path.exists(debian):
        os.execv(debian, [debian, *sys.argv])
    sys.exit("validate.py: the Python module jsonschema was not found. Debian: apt-get install python3-jsonschema")

ROOT = pathlib.Path(__file__).resolve().parents[2]
CAPTURES = ROOT / "tests" / "data" / "captures"
VOCABULARY = {"$schema", "$id", "$comment", "$ref", "$defs", "title", "description", "type", "const", "enum", "anyOf",
              "oneOf", "allOf", "not", "if", "then", "properties", "patternProperties", "additionalProperties",
              "propertyNames", "required", "items", "contains", "minItems", "minimum", "pattern"}
GAPS = {"lagged": "Lagged", "connection_lost": "ConnectionLost", "connection_restored": "ConnectionRestored",
        "connection_state_changed": "ConnectionStateChanged"}
# A text of a server for each kind, and what it is in JSON.
INTEGER, REAL, BOOLEAN, TEXT = ("12", int), ("12.500000", float), ("Yes", bool), ("12", str)
KINDS = collections.defaultdict(lambda: TEXT)
KINDS |= {kind: INTEGER for kind in ("integer", "minutes", "seconds", "milliseconds", "microseconds", "epoch",
                                     "channel_state", "hangup_cause", "originate_reason", "device_state_number",
                                     "reload_result", "extension_state")}
KINDS |= {kind: REAL for kind in ("real", "decimal_seconds", "epoch_fraction")}
KINDS |= {kind: BOOLEAN for kind in ("boolean", "true_false", "yes_no", "on_off", "one_zero")}
# Texts that are hardly anything else, and some that are nearly a number or a boolean.
ODD_TEXTS = ("", "N/A", "(null)", "1,5", "+-1", "0x1f", "18446744073709551615", "0" * 30 + "7", "1e5", ".5", "5.", "yess",
             "12 ")

failures = []


def fail(text):
    failures.append(text)
    if len(failures) > 20:
        finish()


def finish():
    for text in failures:
        print(text, file=sys.stderr)
    sys.exit(1 if failures else 0)


def plain(wire):
    return re.sub(r"[^A-Za-z0-9]", "", wire)


class Schema:
    def __init__(self):
        self.all = json.loads((ROOT / "src" / "catalogue" / "ami.schema.json").read_text(encoding="utf-8"))
        self.definitions = self.all["$defs"]
        self.root = Draft202012Validator(self.all)
        self.validators = {}

    def validator(self, name):
        if name not in self.validators:
            self.validators[name] = self.root.evolve(schema=self.definitions[name])
        return self.validators[name]

    def accepts(self, name, message):
        return self.validator(name).is_valid(message)

    def definition_of(self, message):
        """The definition that the message itself names."""
        kind = message["type"]
        if kind == "event":
            name = message["headers"]["Event"]
            if isinstance(name, list) and name[0] == "ResourceListDetail":
                name = name[0]
            known = f"{plain(name)}Event" if isinstance(name, str) else ""
            return known if known in self.definitions else "Event"
        return GAPS.get(kind) or {"response": "Response", "other": "OtherFrame", "action": "Action", "reply": "Reply"}[kind]

    def check(self, message, name=None):
        name = name or self.definition_of(message)
        if not self.accepts(name, message):
            error = next(self.validator(name).iter_errors(message))
            fail(f"{name} refuses {json.dumps(message)[:300]}\n  at {'/'.join(map(str, error.absolute_path))}: "
                 f"{error.message[:300]}")

    def check_refused(self, message, name, mistake):
        if self.accepts(name, message):
            fail(f"{name} accepts {mistake}: {json.dumps(message)[:300]}")


class Program:
    def __init__(self, path):
        self.path = path

    def lines(self, *arguments, given=""):
        result = subprocess.run([self.path, *arguments], input=given.encode(), stdout=subprocess.PIPE, check=True)
        return result.stdout.decode("utf-8").splitlines()

    def messages(self, *arguments, given=""):
        return [json.loads(line) for line in self.lines(*arguments, given=given)]


# ---- The schema itself

def subschemas(value):
    yield value
    for key in ("properties", "patternProperties", "$defs"):
        for inner in value.get(key, {}).values():
            yield from subschemas(inner)
    for key in ("anyOf", "oneOf", "allOf"):
        for inner in value.get(key, ()):
            yield from subschemas(inner)
    for key in ("not", "if", "then", "items", "contains", "additionalProperties", "propertyNames"):
        if key in value:
            yield from subschemas(value[key])


def check_schema(schema):
    Draft202012Validator.check_schema(schema.all)
    count = 0
    for part in subschemas(schema.all):
        if part.keys() - VOCABULARY or isinstance(part.get("type"), list):
            fail(f"a strict validator may refuse it: {json.dumps(part)[:300]}")
        if "pattern" in part:
            re.compile(part["pattern"])
        if "$ref" in part:
            count += 1
            if part["$ref"].removeprefix("#/$defs/") not in schema.definitions:
                fail(f"{part['$ref']} is not there")
    for name in schema.definitions:
        if not re.fullmatch("[A-Z][A-Za-z0-9]*", name):
            fail(f"not a plain name: {name}")
    return f"{len(schema.definitions)} definitions, {count} references"


def check_meanings(schema, program):
    """The descriptions of constants begin with the names of the enumerators that the library reads the constants as."""
    asked = []
    for name, definition in schema.definitions.items():
        if name.endswith("Value") and "oneOf" in definition.get("anyOf", [{}])[0]:
            kind = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.removesuffix("Value")).lower()
            asked += [(f"{kind} {choice['const']}", choice["description"].split(":")[0])
                      for choice in definition["anyOf"][0]["oneOf"]]
    given = "".join(f"{question}\n" for question, _ in asked)
    for (question, name), answer in zip(asked, program.lines("meanings", given=given), strict=True):
        if answer != name:
            fail(f"{question} is \"{name}\" in the schema, and the library reads \"{answer}\"")
    return f"{len(asked)} constants"


# ---- What is written is accepted

def shape(value):
    """Equal for messages that differ in the digits of their texts and in their numbers only."""
    if isinstance(value, str):
        return re.sub(r"[0-9a-f]*[0-9][0-9a-f]*", "0", value)
    if isinstance(value, list):
        return tuple(shape(item) for item in value)
    if isinstance(value, dict):
        return tuple((key, shape(item)) for key, item in value.items())
    return value if value is None or isinstance(value, bool) else type(value)


def check_recorded(schema, catalogue, program):
    replies_to = collections.defaultdict(list)
    for wire, action in catalogue["actions"].items():
        replies_to[action.get("complete") or ""].append(f"{plain(wire)}Reply")
    counts = collections.Counter()
    seen = set()
    examples = {}
    for message in program.messages("recorded", str(CAPTURES)):
        counts[message["type"]] += 1
        if message["type"] == "reply":
            # The items were recorded as frames, and are validated as such. The first one is validated in its place, too.
            message.get("items", [])[1:] = []
        form = shape(message)
        if form in seen:
            continue
        seen.add(form)
        schema.check(message)
        examples.setdefault((schema.definition_of(message), tuple(sorted(message))), message)
        if message["type"] == "reply" and "completion" in message:
            names = replies_to[message["completion"]["headers"]["Event"]]
            if not any(schema.accepts(name, message) for name in names):
                fail(f"none of {names} accepts {json.dumps(message)[:300]}")
    for message in examples.values():
        if not schema.root.is_valid(message):
            fail(f"the schema as a whole refuses {json.dumps(message)[:300]}")
    if counts["event"] < 9000 or counts["response"] < 2500 or counts["reply"] < 2500 or counts["other"] < 1:
        fail(f"fewer recorded messages than there are: {dict(counts)}")
    return (f"{sum(counts.values())} different messages ({', '.join(f'{n} {kind}' for kind, n in counts.items())}) of "
            f"{len(seen)} forms, {len(examples)} of them by the whole schema")


class Sample:
    """A frame with all headers of a definition."""

    def __init__(self, name, first, headers):
        self.name = name
        self.first = first
        self.headers = headers  # key: kind

    def text(self, values):
        """`values`: gives the values of a kind."""
        lines = [self.first, *(f"{key}: {value}" for key, kind in self.headers.items() for value in values(kind))]
        return "".join(f"{line}\r\n" for line in lines) + "\r\n"


def samples(catalogue):
    numbered = lambda key: key.replace("#", "0")
    for wire, event in catalogue["events"].items():
        headers = {prefix + key: field["kind"] for kind in ("channel", "bridge") for prefix in event[f"{kind}s"]
                   for key, field in catalogue["snapshots"][kind].items()}
        headers |= {f"{prefix}ChanVariable": "text" for prefix in event["channels"]}
        common = {"Privilege": "text", "ActionID": "text", "Timestamp": "real", "SequenceNumber": "integer",
                  "Line": "integer", "AcmeHeader": "text"}
        headers = common | headers | {numbered(key): field["kind"]
                                      for key, field in (event["fields"] | event["families"]).items() if key != "Event"}
        yield Sample(f"{plain(wire)}Event", f"Event: {wire}", headers)
    for wire, action in catalogue["actions"].items():
        headers = {key: field["kind"] for key, field in action["parameters"].items()}
        yield Sample(f"{plain(wire)}Action", f"Action: {wire}", headers | {"AcmeHeader": "text"})
    kinds = collections.defaultdict(set)
    for reply in catalogue["replies"].values():
        for key, kind in [*((k, f["kind"]) for k, f in reply["fields"].items()), *((k, "text") for k in reply["keys"])]:
            kinds[key.lower()].add(KINDS[kind][1])
    for wire in catalogue["actions"]:
        reply = catalogue["replies"].get(wire, {"fields": {}, "keys": []})
        # Typed are those that mean the same in all responses.
        headers = {key: field["kind"] if len(kinds[key.lower()]) == 1 else "text" for key, field in reply["fields"].items()}
        headers |= {numbered(key): "text" for key in reply["keys"]}
        yield Sample(f"{plain(wire)}Reply", "Response: Success", {"ActionID": "text", "Message": "text"} | headers)


def check_samples(schema, program, all_samples):
    """Returns the messages with values of their kinds."""
    odd = itertools.cycle(ODD_TEXTS)
    forms = {"typed": lambda kind: [KINDS[kind][0]], "odd": lambda kind: [next(odd)],
             "repeated": lambda kind: [KINDS[kind][0], next(odd)]}
    made = {}
    for form, values in forms.items():
        given = "".join(sample.text(values) for sample in all_samples)
        made[form] = program.messages("given", given=given)
        for sample, message in zip(all_samples, made[form], strict=True):
            schema.check(message, sample.name)
            # The kinds of tests/schema are written apart from the generator's.
            for key, value in headers_of(message).items():
                expected = KINDS[sample.headers[key]][1] if key in sample.headers else str
                if form == "typed" and value is not None and type(value) is not expected:
                    fail(f"{sample.name}: {key} is {json.dumps(value)}, and the catalogue says {sample.headers.get(key)}")
    return made["typed"], sum(len(messages) for messages in made.values())


def inner(message):
    """The part of the message that has headers."""
    return message["response"] if message["type"] == "reply" else message


def headers_of(message):
    return inner(message)["headers"]


def check_own(schema, program):
    messages = program.messages("own")
    kinds = collections.Counter()
    used = {"outcome": set(), "from": set(), "to": set()}
    for message in messages:
        kinds[message["type"]] += 1
        schema.check(message)
        if not schema.root.is_valid(message):
            fail(f"the schema as a whole refuses {json.dumps(message)[:300]}")
        if message["type"] == "action" and f"{plain(message['name'])}Action" in schema.definitions:
            if message["headers"].keys() != {"Username", "AuthType", "Key"}:  # a Login by challenge has no Secret
                schema.check(message, f"{plain(message['name'])}Action")
        for member, values in used.items():
            values |= {message[member]} if member in message else set()
    for kind, name in [*GAPS.items(), ("action", "Action"), ("reply", "Reply")]:
        if not kinds[kind]:
            fail(f"nothing of {name}")
    for name, member in (("Reply", "outcome"), ("ConnectionStateChanged", "from"), ("ConnectionStateChanged", "to")):
        if used[member] != set(schema.definitions[name]["properties"][member]["enum"]):
            fail(f"{name}: {member} is one of {sorted(used[member])}")
    return messages


# ---- What is not written is refused

def wrong_values(value):
    """What the header with this value cannot be. An array of one item is none of a repeated key."""
    yield [value]
    yield [value, {}]
    yield {"value": value}
    if value is not None:
        yield None
        # A text for a number or a boolean that it is, and the other way around.
        yield str(value).lower() if not isinstance(value, str) else 12
        yield 1 if isinstance(value, bool) else True


def mutants(message, sample):
    """Messages with one mistake each, and what the mistake is."""
    def changed(change):
        copied = copy.deepcopy(message)
        change(copied)
        return copied

    for member in ("type", "headers", "name", "outcome", "action_id", "detail", "response", "list"):
        if member in message:
            yield changed(lambda m: m.pop(member)), f"no {member}"
    for kind in ("", "events", "Event", 1, None):
        yield changed(lambda m: m.update(type=kind)), f"type {kind!r}"
    first = sample.first.split(":")[0]
    if first != "Action":
        yield changed(lambda m: headers_of(m).pop(first)), f"no {first}"
    yield changed(lambda m: inner(m).update(headers=[])), "headers in an array"
    yield changed(lambda m: inner(m).update(order="Event")), "an order that is none"
    yield changed(lambda m: inner(m).update(text={"Key": 7})), "a number as text"
    yield changed(lambda m: headers_of(m).update(AcmeHeader={})), "an object in a header"
    yield changed(lambda m: headers_of(m).update(AcmeHeader=["one"])), "an array of one item"


def header_mutants(message, sample, numbers):
    """For each header of the message: a message with little else, the same with a mistake in this header, and the mistake.
    `numbers`: which of the possible mistakes; each header has one of them."""
    first = sample.first.split(":")[0]
    headers = headers_of(message)
    for key, value in headers.items():
        if key in (first, "AcmeHeader") or (key == "Line" and first == "Event"):  # which is of two kinds, see the schema
            continue
        wrong = list(wrong_values(value))
        wrong_value = wrong[next(numbers) % len(wrong)]
        pair = []
        for used in (value, wrong_value):
            made = {member: inside for member, inside in message.items() if member not in ("order", "text")}
            if "response" in made:
                made["response"] = copy.copy(made["response"])
            # An action needs some of the others.
            inner(made)["headers"] = (headers if first == "Action" else {first: headers[first]}) | {key: used}
            pair.append(made)
        yield *pair, f"{key}: {json.dumps(wrong_value)}"


def check_mutants(schema, all_samples, messages):
    count = 0
    numbers = itertools.count()
    for sample, message in zip(all_samples, messages, strict=True):
        for mutant, mistake in mutants(message, sample):
            count += 1
            schema.check_refused(mutant, sample.name, mistake)
        for right, mutant, mistake in header_mutants(message, sample, numbers):
            count += 1
            schema.check(right, sample.name)
            schema.check_refused(mutant, sample.name, mistake)
        count += check_choice(schema, message)
    return count


def check_choice(schema, message):
    """That the definition of any event or action finds the one of this name: a mistake that only that one refuses."""
    own = [key for key, value in headers_of(message).items() if value is not None and key != "AcmeHeader" and
           key not in schema.definitions["EventHeaders"]["properties"]]
    if message["type"] == "reply" or not own:
        return 0
    any_name = {"event": "Event", "action": "Action"}[message["type"]]
    schema.check(message, any_name)
    value = headers_of(message)[own[-1]]
    wrong = 12 if isinstance(value, str) else str(value).lower()
    schema.check_refused(message | {"headers": headers_of(message) | {own[-1]: wrong}}, any_name, f"{own[-1]}: {wrong}")
    return 1


def check_chosen_mutants(schema, program, own):
    """Mistakes that only the schema as a whole can find, and each member of what the library makes itself."""
    given = ("Event: Newchannel\r\nChannelState: 4\r\nPriority: 1\r\nUniqueid: 1.2\r\n\r\n"
             "Event: QueueMemberStatus\r\nPaused: 1\r\nLastCall: 0\r\n\r\n")
    call, member = program.messages("given", given=given)
    list_of = lambda item: {"type": "reply", "outcome": "accepted", "action_id": "1", "detail": "", "list": True,
                            "items": [item], "response": {"type": "response", "headers": {"Response": "Success"}},
                            "completion": item}

    def with_headers(message, **headers):
        return message | {"headers": message["headers"] | headers}

    right = [call, member, list_of(member), with_headers(call, ChannelState=""), with_headers(call, ChannelState=[4, 5]),
             with_headers(call, Event="AcmeEvent", ChannelState="4"), with_headers(call, NewHeader="x"),
             with_headers(member, LastCall=["", 5]), call | {"member_of_yours": {}}]
    wrong = [with_headers(call, ChannelState="4"), with_headers(call, ChannelState=[4]),
             with_headers(call, ChannelState=[4, "5"]), with_headers(call, ChannelState=4.5),
             with_headers(call, ChannelState=None), with_headers(call, Uniqueid=1.2), with_headers(call, NewHeader=[]),
             with_headers(call, NewHeader={}), with_headers(member, Paused="yes"), with_headers(member, Paused=1),
             with_headers(member, Paused=[True]), list_of(with_headers(member, Paused=1)), call | {"type": "response"},
             call | {"type": "lagged"}, call | {"order": ["Event"]}, call | {"headers": {}},
             {"type": "action", "name": "Originate", "headers": {"Timeout": "30000"}},
             {"type": "action", "name": "Originate", "headers": {"Async": 1}}, {"type": "action", "name": 1, "headers": {}},
             with_headers(call, Event=["ResourceListDetail", "presence"], FullState="yes"),
             {}, [], None, "event", {"headers": call["headers"]}]
    for message in own:
        if message["type"] in GAPS:
            wrong += [{k: v for k, v in message.items() if k != key} for key in message if key != "restarted"]
            wrong += [message | {key: [value]} for key, value in message.items()]
            wrong += [message | {key: "7"} for key in message]
        elif message["type"] == "reply":
            wrong += [{k: v for k, v in message.items() if k != key} for key in message if key != "text"]
            wrong += [message | {key: 7} for key in message]
    for message in right:
        if not schema.root.is_valid(message):
            fail(f"the schema as a whole refuses {json.dumps(message)[:300]}")
    for message in wrong:
        if schema.root.is_valid(message):
            fail(f"the schema as a whole accepts {json.dumps(message)[:300]}")
    # What an action needs is required by its own definition.
    empty = {"type": "action", "name": "Originate", "headers": {}}
    schema.check(empty, "Action")
    schema.check_refused(empty, "OriginateAction", "an Originate without a channel")
    schema.check_refused(empty | {"headers": {"Channel": "x"}, "name": "Ping"}, "OriginateAction", "a Ping")
    return len(wrong)


def main(program):
    began = time.process_time()
    schema = Schema()
    catalogue = json.loads((ROOT / "src" / "catalogue" / "catalogue.json").read_text(encoding="utf-8"))

    def report(text):
        print(f"{time.process_time() - began:6.1f} s  {text}", flush=True)

    report(f"schema: {check_schema(schema)}")
    report(f"enumerations: {check_meanings(schema, program)}")
    report(f"recorded: {check_recorded(schema, catalogue, program)}")
    all_samples = list(samples(catalogue))
    messages, count = check_samples(schema, program, all_samples)
    report(f"catalogue: {len(all_samples)} events, actions and replies with all headers, {count} messages")
    own = check_own(schema, program)
    report(f"of the library: {len(own)} messages")
    refused = check_mutants(schema, all_samples, messages) + check_chosen_mutants(schema, program, own)
    report(f"refused: {refused} mutants" if not failures else "not as it should be")
    finish()


if __name__ == "__main__":
    main(Program(sys.argv[1]))
