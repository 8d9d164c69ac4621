"""The catalogue as a JSON Schema (draft 2020-12) of what to_json() writes with json_options::typed().

generate.py writes it to ami.schema.json. It uses the vocabulary of the draft and nothing else, and no lists of types, since
strict validators refuse keywords that they do not know. A definition for each event, action and reply, by plain names, for
generators of code, which name their types after them:

    NewchannelEvent, NewchannelEventHeaders             the event, and its member "headers"
    OriginateAction, OriginateActionHeaders
    GetvarReply, GetvarResponse, GetvarResponseHeaders  the last two where the response has headers of its own
    SecondsValue, TextValue, ...                        the values of headers
    Event, Response, Action, Reply, ...                 any of them, known or not

What a header is in JSON is decided in kinds.cpp, which is made of the same catalogue; tests/schema compares the two.
"""

import json
import re

from wire_words import MORE_KEYS, OPEN_ACTIONS, WIRE_DOCS, json_type, response_types, wire_doc

WIDTH = 120

# Texts that to_json() writes as numbers or booleans, so that they are never strings. Numbers that are too long for their
# C++ type stay strings, so these patterns end before that.
INTEGER_TEXT = "^[+-]?0*[0-9]{1,18}$"
NUMBER_TEXT = r"^-?[0-9]{1,100}(\.[0-9]{1,100})?$"
BOOLEAN_WORDS = ("yes", "true", "on", "1", "y", "t", "enabled", "no", "false", "off", "0", "n", "f", "disabled")

# What detail::secret_finder hides: headers of these names, and settings of configuration files.
SECRET_KEYS = {"secret", "password", "newpassword", "md5cred", "passworddigest", "oauthsecret", "refreshtoken", "json"}
SECRET_BEGINNINGS = ("line-",)
SECRETS_OF_ACTIONS = {("Login", "Key"), ("UpdateConfig", "Value-#"), ("UpdateConfig", "Match-#")}

# kind: what is said of its values. Those with an enumeration are below.
UNITS = {"minutes": ("MinutesValue", "i", "Whole minutes"),
         "seconds": ("SecondsValue", "i", "Whole seconds"),
         "milliseconds": ("MillisecondsValue", "i", "Whole milliseconds"),
         "microseconds": ("MicrosecondsValue", "i", "Whole microseconds"),
         "epoch": ("EpochValue", "i", "Whole seconds since 1970-01-01, UTC"),
         "decimal_seconds": ("DecimalSecondsValue", "r", "Seconds with a fraction"),
         "epoch_fraction": ("EpochFractionValue", "r", "Seconds since 1970-01-01, UTC, with a fraction")}
# Numbers: kind: enumeration of ami/value_types.hpp.
NUMBERED = {"channel_state": "channel_state", "device_state_number": "device_state", "hangup_cause": "hangup_cause",
            "originate_reason": "originate_reason", "extension_state": "extension_state", "reload_result": "reload_result"}
# Texts: enumeration of ami/value_types.hpp: enumerator: the words for it that servers send.
WORDS = {
    "device_state": {"unknown": ("UNKNOWN", "Unknown"), "not_in_use": ("NOT_INUSE", "Not in use"),
                     "in_use": ("INUSE", "In use"), "busy": ("BUSY", "Busy"), "invalid": ("INVALID", "Invalid"),
                     "unavailable": ("UNAVAILABLE", "Unavailable"), "ringing": ("RINGING", "Ringing"),
                     "ringing_in_use": ("RINGINUSE", "Ring+Inuse"), "on_hold": ("ONHOLD", "On Hold")},
    "presence_state": {"not_set": ("not_set",), "unavailable": ("unavailable",), "available": ("available",),
                       "away": ("away",), "xa": ("xa",), "chat": ("chat",), "dnd": ("dnd",)},
    "dial_status": {"ringing": ("RINGING",), "proceeding": ("PROCEEDING",), "progress": ("PROGRESS",),
                    "answer": ("ANSWER",), "busy": ("BUSY",), "cancel": ("CANCEL",), "chan_unavail": ("CHANUNAVAIL",),
                    "congestion": ("CONGESTION",), "no_answer": ("NOANSWER",), "abort": ("ABORT",),
                    "continue_": ("CONTINUE",), "goto_": ("GOTO",)},
    "queue_membership": {"static_": ("static",), "dynamic": ("dynamic",), "realtime": ("realtime",)},
    "agent_state": {"logged_off": ("AGENT_LOGGEDOFF",), "idle": ("AGENT_IDLE",), "on_call": ("AGENT_ONCALL",),
                    "unknown": ("AGENT_UNKNOWN",)},
    "contact_state": {"unknown": ("Unknown",), "reachable": ("Reachable",), "unreachable": ("Unreachable",),
                      "not_qualified": ("NonQualified", "Unqualified"), "created": ("Created",), "updated": ("Updated",),
                      "removed": ("Removed",)},
    "peer_state": {"unknown": ("Unknown", "UNKNOWN"), "registered": ("Registered",), "unregistered": ("Unregistered",),
                   "reachable": ("Reachable",), "lagged": ("Lagged",), "unreachable": ("Unreachable", "UNREACHABLE"),
                   "rejected": ("Rejected",), "unmonitored": ("Unmonitored",)},
    "registration_state": {"unregistered": ("Unregistered",), "registered": ("Registered",),
                           "request_sent": ("Request Sent",), "authentication_sent": ("Auth. Sent",),
                           "rejected": ("Rejected",), "timeout": ("Timeout",),
                           "no_authentication": ("No Authentication",), "failed": ("Failed",), "stopping": ("Stopping",),
                           "stopped": ("Stopped",), "unknown": ("Unknown",)},
    "call_disposition": {"no_answer": ("NO ANSWER",), "failed": ("FAILED",), "busy": ("BUSY",),
                         "answered": ("ANSWERED",), "congestion": ("CONGESTION",)},
    "stream_direction": {"received": ("Received",), "sent": ("Sent",)},
    "transfer_result": {"success": ("Success",), "fail": ("Fail",), "invalid": ("Invalid",),
                        "not_permitted": ("Not Permitted",)}}
# What is said of other kinds of texts.
FORMS = {"hex": "A hexadecimal number.", "hms": "In the form h:mm:ss.", "iso_time": "A time as of ISO 8601.",
         "local_time": "A time of the server's time zone.", "address": "In the form `IPV4/UDP/192.0.2.1/5060`.",
         "host_port": "An address with its port.", "url": "Percent-encoded.", "texts": "May be repeated.",
         "escaped": "With backslashes, as in C.", "escaped_caller_id": "With backslashes, as in C.",
         "escaped_lines": "With backslashes, as in C.", "variable": "In the form `NAME=VALUE`; may be repeated."}
# What every event may have, as event_view says.
COMMON = {"Event": ("text", "the event's name"),
          "Privilege": ("text", "the event's classes, for example `call,all`"),
          "ActionID": ("text", "ActionID of the action that caused the event; it may be another client's"),
          "Timestamp": ("epoch_fraction", "when the server sent it; only with `timestampevents` in manager.conf"),
          "SystemName": ("text", "name of the server; only when asterisk.conf has one"),
          "SequenceNumber": ("integer", "number of the event; only with debugging of the manager interface"),
          "File": ("text", "the file of Asterisk's source that made the event; only with debugging of the manager "
                           "interface"),
          "Line": ("integer", "the line in that file; only with debugging of the manager interface"),
          "Func": ("text", "the function in that file; only with debugging of the manager interface")}
STATES = ("disconnected", "resolving", "connecting", "logging in", "connected", "disconnecting", "waiting")
REPEAT = {"read": "Safe to repeat: it only reads.", "set": "Safe to repeat.", "no": "Not safe to repeat."}


def ref(name):
    return {"$ref": f"#/$defs/{name}"}


def sentence(text):
    text = text[0].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else text + "."


def plain(wire):
    """A wire name as a part of the name of a definition."""
    return re.sub(r"[^A-Za-z0-9]", "", wire)


def camel(kind):
    return "".join(word.capitalize() for word in kind.split("_")) + "Value"


def any_case(word):
    return "".join(f"[{c.upper()}{c.lower()}]" if c.isalpha() else c for c in word)


def has_key(word):
    """The headers have this key, in whatever case."""
    return {"not": {"propertyNames": {"not": {"pattern": f"^{any_case(word)}$"}}}}


def key_pattern(key):
    """The regular expression for a key in which # stands for a number. Only what has to be escaped is."""
    return "^" + re.sub(r"([\\.*+?()\[\]{}|^$])", r"\\\1", key).replace("#", "[0-9]+") + "$"


def repeatable(description, *values):
    """One of `values`, or what a repeated key has: an array of them."""
    item = values[0] if len(values) == 1 else {"anyOf": list(values)}
    return {"description": description, "anyOf": [*values, {"type": "array", "items": item, "minItems": 2}]}


def tagged(tag, /, **members):
    """An object by the value of its member "type", with all of `members`; those that end with an underscore may be
    missing."""
    return {"type": "object", "properties": {"type": {"const": tag}} | {k.rstrip("_"): v for k, v in members.items()},
            "required": ["type", *(key for key in members if not key.endswith("_"))]}


def by_name(member, choices):
    """For "allOf": what applies to the names that `member` may have. `choices`: the schema of a name, and what applies to
    it. Names of one first letter are together, which spares validators that interpret a schema most of the work."""
    def when(name, then, **more):
        return {"if": {"type": "object", **more, "properties": {member: name}}, "then": then}

    groups, others = {}, []
    for name, then in choices:
        if "const" in name:
            groups.setdefault(name["const"][0], []).append(when(name, then))
        else:
            others.append(when(name, then, required=[member]))
    return [when({"type": "string", "pattern": f"^{letter}"}, {"allOf": group}, required=[member])
            for letter, group in groups.items()] + others


class Enumerations:
    """The enumerations of ami/value_types.hpp, with their comments."""

    def __init__(self, header):
        self.docs = {}
        self.values = {}
        for comment, name, body in re.findall(r"((?:^/// [^\n]*\n)+)enum class (\w+) \{\n(.*?)^\};", header, re.M | re.S):
            sentences = re.split(r"(?<=\.) ", " ".join(line[4:] for line in comment.splitlines()))
            self.docs[name] = " ".join(text for text in sentences if "::" not in text and "()" not in text)
            self.values[name] = {}
            doc, number = [], 0
            for line in (line.strip() for line in body.splitlines()):
                if line.startswith("///"):
                    doc.append(line[4:])
                elif found := re.fullmatch(r"(\w+)(?: = (-?\d+))?,", line):
                    number = int(found[2] or number)
                    self.values[name][found[1]] = (number, self.meaning(" ".join(doc)))
                    doc, number = [], number + 1

    @staticmethod
    def meaning(doc):
        """The comment of an enumerator without its number, and without what C++ makes of it."""
        doc = re.sub(r'^\d+(, "\w+")?: ', "", doc)
        doc = re.sub(r"(: )?`errc::.*", "", doc)
        return doc if not doc or doc.endswith(".") else doc + "."

    def choice(self, enumeration, enumerator, value):
        name, meaning = enumerator.rstrip("_").replace("_", " "), self.values[enumeration][enumerator][1]
        return {"const": value, "description": f"{name}: {meaning}" if meaning else name}

    def numbers(self, enumeration):
        return [self.choice(enumeration, name, number) for name, (number, _) in self.values[enumeration].items()]

    def words(self, enumeration):
        if set(WORDS[enumeration]) != set(self.values[enumeration]):
            raise ValueError(f"json_schema.py: other enumerators than in value_types.hpp: {enumeration}")
        return [self.choice(enumeration, name, word) for name, words in WORDS[enumeration].items() for word in words]


class Schema:
    def __init__(self, catalogue, value_types, versions):
        """`versions`: makes a sentence of a list of versions."""
        self.c = catalogue
        self.enumerations = Enumerations(value_types)
        self.versions = versions
        self.responses = response_types(catalogue["replies"])
        self.definitions = {}

    def define(self, name, value):
        if name in self.definitions:
            raise ValueError(f"json_schema.py: two definitions of the name {name}")
        self.definitions[name] = value

    # ---- Values of headers

    def values(self):
        text, null = {"type": "string"}, {"type": "null"}
        boolean_text = "^(" + "|".join(any_case(word) for word in BOOLEAN_WORDS) + ")$"
        self.define("TextValue", repeatable("A text; the texts of a repeated key.", text))
        self.define("SecretValue", repeatable("A text that may be a secret: null in place of one, unless secrets are "
                                              "written.", text, null))
        for name, type_name, pattern, words in (
                ("IntegerValue", "integer", INTEGER_TEXT, "A whole number; a text that is none, for example an empty one."),
                ("NumberValue", "number", NUMBER_TEXT, "A number; a text that is none, for example an empty one."),
                ("BooleanValue", "boolean", boolean_text,
                 "True or false; a text that is neither, for example an empty one.")):
            self.define(name, repeatable(words, {"type": type_name}, {"type": "string", "not": {"pattern": pattern}}))
        self.define("AnyValue", repeatable("What a header may be of which nothing is known.", text, {"type": "number"},
                                           {"type": "boolean"}, null))
        for name, kind, words in UNITS.values():
            self.define(name, ref("IntegerValue" if kind == "i" else "NumberValue") | {
                "description": f"{words}; a text that is no number, for example an empty one."})
        for kind, enumeration in NUMBERED.items():
            self.define(camel(kind), {"description": self.enumerations.docs[enumeration],
                                      "anyOf": [{"oneOf": self.enumerations.numbers(enumeration)}, ref("IntegerValue")]})
        for kind in WORDS:
            self.define(camel(kind), {"description": self.enumerations.docs[kind] + " Other texts occur.",
                                      "anyOf": [{"oneOf": self.enumerations.words(kind)}, ref("TextValue")]})

    def value(self, key, kind, values=(), action=None):
        """What to_json() writes for a header, where it is of the JSON type of its kind."""
        if kind.startswith("enum "):
            values = list(self.c["enumerations"][kind[5:]]["values"].values())
        secret = (action, key) in SECRETS_OF_ACTIONS if action else key.lower().startswith(SECRET_BEGINNINGS)
        if secret or key.lower() in SECRET_KEYS:
            return ref("SecretValue")
        if kind in UNITS:
            return ref(UNITS[kind][0])
        words = [value for value in values if json_type(kind) == "t" or not re.fullmatch(r"-?\d+", value)]
        if kind in NUMBERED and not words or kind in WORDS:
            return ref(camel(kind))
        basic = {"i": "IntegerValue", "r": "NumberValue", "b": "BooleanValue", "t": "TextValue"}[json_type(kind)]
        basic = camel(kind) if kind in NUMBERED else basic
        # Some of the values in Asterisk's documentation are patterns and not words.
        if json_type(kind) == "b" or not words or not all(re.fullmatch(r"[\w .+&-]+", word) for word in words):
            return ref(basic)
        return {"anyOf": [{"enum": words}, ref(basic)]}

    def header(self, key, field, members, whose="", action=None):
        """The property of a header."""
        kind = field["kind"]
        doc = WIRE_DOCS.get((action, key)) or wire_doc(field["doc"], members)
        if kind in ("caller_id", "escaped_caller_id"):
            doc = doc.replace("empty when it is unknown", "`<unknown>` when it is unknown")
        doc = sentence(f"{doc} ({whose})" if whose else doc)
        if "only" in field:
            oldest = str(self.c["versions"][0])
            doc += f" Only Asterisk {oldest}." if field["only"] == oldest else f" Not in Asterisk {oldest}."
        if kind in FORMS:
            doc += " " + FORMS[kind]
        if field.get("required"):
            doc += " Required."
        return self.value(key, kind, field.get("values", ()), action) | {"description": doc}

    @staticmethod
    def headers(properties, parts=(), patterns=None, required=(), **more):
        """An object of headers, beside those of the definitions `parts`."""
        result = more | {"type": "object"}
        if parts:
            result["allOf"] = [ref(part) for part in parts]
        if properties:
            result["properties"] = properties
        if patterns:
            result["patternProperties"] = patterns
        if required:
            result["required"] = list(required)
        return result

    # ---- What all frames have

    def frames(self):
        self.define("Headers", {
            "description": "Headers by their keys as they were spelled, in the order received.", "type": "object",
            "additionalProperties": ref("AnyValue")})
        self.define("Order", {
            "description": "The keys of all headers in their order, where a key is repeated with others in between.",
            "type": "array", "items": {"type": "string"}, "minItems": 3})
        self.define("Texts", {
            "description": "By key, the text of the values that their JSON form does not preserve: a value that was "
                           "received as `007` is the number 7. Reading takes it from here. Of a repeated key, null for "
                           "those that are preserved.",
            "type": "object",
            "additionalProperties": {"anyOf": [{"type": "string"}, {"type": "array", "minItems": 2, "items": {
                "anyOf": [{"type": "string"}, {"type": "null"}]}}]}})
        self.define("Frame", {
            "description": "What a server sends between two blank lines.",
            "type": "object",
            "properties": {"type": {"enum": ["event", "response", "other"]}, "headers": ref("Headers"),
                           "order": ref("Order"), "text": ref("Texts")},
            "required": ["type", "headers"]})
        self.define("OtherFrame", {
            "description": "A frame that is neither an event nor a response: text without headers, which is the value "
                           "of the key \"\"; without any headers, one that has not come.",
            "type": "object", "allOf": [ref("Frame")], "properties": {"type": {"const": "other"}}, "required": ["type"]})

    @staticmethod
    def frame(kind, headers, doc):
        return {"description": doc, "type": "object", "allOf": [ref("Frame")],
                "properties": {"type": {"const": kind}, "headers": ref(headers)}, "required": ["type", "headers"]}

    # ---- Events

    def snapshots(self):
        for kind in ("channel", "bridge"):
            for prefix, of in self.c["prefixes"][kind].items():
                properties = {}
                for key, field in self.c["snapshots"][kind].items():
                    properties[prefix + key] = self.header(prefix + key, field, {}, of["whose"])
                if kind == "channel":
                    properties[prefix + "ChanVariable"] = self.header(prefix + "ChanVariable", {
                        "kind": "variable",
                        "doc": "a channel variable that `channelvars` in manager.conf names"}, {}, of["whose"])
                subject = f"The {of['whose']}" if of["whose"] else f"The {kind}"
                self.define(self.snapshot(kind, prefix), self.headers(properties, description=sentence(subject)))

    @staticmethod
    def snapshot(kind, prefix):
        return f"{prefix}{kind.capitalize()}Headers"

    def any_event(self):
        """An event of any name."""
        others = {}
        for event in self.c["events"].values():
            for key, field in event["fields"].items():
                if key in COMMON and json_type(field["kind"]) != json_type(COMMON[key][0]):
                    others.setdefault(key, []).append(self.value(key, field["kind"]))
        properties = {}
        for key, (kind, doc) in COMMON.items():
            properties[key] = self.value(key, kind) | {"description": sentence(doc)}
            if key in others:
                properties[key] = {"description": sentence(doc) + " Some events have another header of this name.",
                                   "anyOf": [self.value(key, kind), *others[key]]}
        self.define("EventHeaders", self.headers(
            properties, description="What every event may have, of which `Event` is always there.", **has_key("Event")))
        event = self.frame("event", "EventHeaders", "An event of the server, known or not. Its header `Event` says which "
                                                    "of the definitions of headers applies.")
        event["properties"]["headers"]["allOf"] = by_name("Event", (
            (self.event_name(wire), ref(f"{self.event(wire)}Headers")) for wire in self.c["events"]))
        self.define("Event", event)

    @staticmethod
    def event(wire):
        return f"{plain(wire)}Event"

    def event_name(self, wire):
        """The value of the header `Event`."""
        name = {"const": wire}
        if self.c["events"][wire]["fields"].get("Event", {}).get("kind") != "second":
            return name
        # It has a second header of that name.
        return {"anyOf": [name, {"type": "array", "contains": name, "items": {"type": "string"}, "minItems": 2}]}

    def events(self):
        self.snapshots()
        self.any_event()
        for wire, event in self.c["events"].items():
            fields = event["fields"]
            doc = wire_doc(event["doc"], fields) + self.versions(event["versions"])
            if event["classes"]:
                doc += f" Class: {', '.join(f'`{name}`' for name in event['classes'])}."
            if event["open"]:
                doc += " It may have any further headers."
            parts = [self.snapshot(kind, prefix) for kind in ("bridge", "channel") for prefix in event[kind + "s"]]
            properties = {"Event": self.event_name(wire)}
            properties |= {key: self.header(key, field, fields) for key, field in fields.items() if key != "Event"}
            patterns = {key_pattern(key): self.header(key, field, fields) for key, field in event["families"].items()}
            self.define(self.event(wire), self.frame("event", f"{self.event(wire)}Headers", doc))
            self.define(f"{self.event(wire)}Headers",
                        self.headers(properties, ["EventHeaders", *parts], patterns, ["Event"]))

    def gaps(self):
        """The events of the library."""
        self.define("ErrorReason", {
            "description": "Why a connection ended.", "type": "object",
            "properties": {"category": {"description": "Whose error it is: `ami` for the library.", "type": "string"},
                           "value": {"description": "Its number in the category; 0 for none.", "type": "integer"},
                           "message": {"description": "The error in words, for people.", "type": "string"}},
            "required": ["category", "value", "message"]})
        state = {"enum": list(STATES)}
        number = {"type": "integer", "minimum": 0}
        self.define("Lagged", {
            "description": "From the library: this consumer was too slow, and events were lost at this place.",
            **tagged("lagged", count=number | {"description": "How many events were lost."})})
        self.define("ConnectionLost", {
            "description": "From the library: the connection ended. What the server sent until `connection_restored` is "
                           "lost, and nobody knows how much.",
            **tagged("connection_lost", reason=ref("ErrorReason"))})
        self.define("ConnectionRestored", {
            "description": "From the library: the connection is re-established.",
            **tagged("connection_restored",
                     epoch=number | {"description": "The number of the connection; the first one is 1."},
                     downtime=number | {"description": "How long there was no connection, in nanoseconds."},
                     restarted_={"description": "Whether the server was started anew meanwhile; only when it is known.",
                                 "type": "boolean"})})
        self.define("ConnectionStateChanged", {
            "description": "From the library: the state of the manager has changed.",
            **tagged("connection_state_changed", **{"from": state | {"description": "The state before."}},
                     to=state | {"description": "The new state."}, reason=ref("ErrorReason"))})

    # ---- Actions

    @staticmethod
    def action(wire):
        return f"{plain(wire)}Action"

    def any_action(self):
        self.define("Action", {
            "description": "An action, known or not. Its member `name` says which of the definitions of headers applies. "
                           "The headers that an action needs are required by its own definition, and not by this one.",
            **tagged("action", name={"description": "The action's name.", "type": "string"},
                     action_id_={"description": "Its ActionID, where the caller has chosen one.", "type": "string"},
                     text_reply_={"description": "The server answers with bare text.", "const": True},
                     headers=ref("Headers"), order_=ref("Order"), text_=ref("Texts")),
            "allOf": by_name("name", (
                ({"const": wire}, {"type": "object", "properties": {"headers": ref(f"{self.action(wire)}Headers")}})
                for wire in self.c["actions"]))})

    def action_doc(self, wire, action):
        doc = wire_doc(action["doc"], action["parameters"]) + self.versions(action["versions"])
        if action["privileges"]:
            doc += f" Needs class {' or '.join(f'`{name}`' for name in action['privileges'])}."
        if wire in OPEN_ACTIONS:
            doc += " It may have any further headers."
        return f"{doc} {REPEAT[action['repeat']]}"

    def actions(self):
        self.any_action()
        for wire, action in self.c["actions"].items():
            parameters = action["parameters"]
            properties = {key: self.header(key, field, parameters, action=wire) for key, field in parameters.items()}
            patterns = {}
            for key, (kind, doc, *values) in MORE_KEYS.get(wire, {}).items():
                # In JSON they are texts, since the catalogue has no types for them.
                made = self.header(key, {"kind": "text", "doc": doc, "values": values[0] if values else ()}, {},
                                   action=wire)
                if key in action.get("constants", {}):
                    properties = {key: made} | properties
                else:
                    patterns[key_pattern(key)] = made
            required = [key for key, field in parameters.items() if field["required"]]
            headers = ref(f"{self.action(wire)}Headers") | ({"required": required} if required else {})
            self.define(self.action(wire), {
                "description": self.action_doc(wire, action), "type": "object", "allOf": [ref("Action")],
                "properties": {"name": {"const": wire}, "headers": headers}, "required": ["name", "headers"]})
            self.define(f"{self.action(wire)}Headers", self.headers(properties, (), patterns))

    # ---- Replies

    def response_value(self, key, field):
        """The kind of a header has no say where the same key is a text in another response."""
        if json_type(field["kind"]) == self.responses.get(key.lower(), "t"):
            return field
        return field | {"kind": "text", "doc": field["doc"] + "; a text here, since it is one in other responses"}

    def responses_of_all(self):
        properties = {"Response": {"description": "How the action ended.",
                                   "anyOf": [{"enum": ["Success", "Error", "Goodbye", "Follows"]}, ref("TextValue")]},
                      "ActionID": ref("TextValue") | {"description": "ActionID of the action that it answers."},
                      "Message": ref("TextValue") | {"description": "What the server says of it, for people."},
                      "EventList": {"description": "That the reply is a list, whose items follow as events.",
                                    "anyOf": [{"enum": ["start"]}, ref("TextValue")]}}
        for reply in self.c["replies"].values():
            properties |= {key: self.header(key, field, {}) for key, field in reply["fields"].items()
                           if key.lower() in self.responses}
        self.define("ResponseHeaders", self.headers(
            properties, description="What every response may have, of which `Response` is always there: a response does "
                                    "not name its action.", **has_key("Response")))
        self.define("Response", self.frame("response", "ResponseHeaders", "The response to an action."))

    def any_reply(self):
        self.define("Reply", {
            "description": "The result of an action. It does not name the action.",
            **tagged("reply",
                     outcome={"description": "How far the action got: whether the server took or refused it, it was never "
                                             "sent, or it was sent and nobody knows.",
                              "enum": ["accepted", "rejected", "never sent", "outcome unknown"]},
                     action_id={"description": "The ActionID that was sent, or would have been.", "type": "string"},
                     detail={"description": "What the library has to say of a failure.", "type": "string"},
                     response={"description": "The response; an empty frame when none came.",
                               "anyOf": [ref("Response"), ref("OtherFrame")]},
                     list={"description": "Whether the server answered with a list, also with an empty one.",
                           "type": "boolean"},
                     items_={"description": "The items of the list in their order.", "type": "array",
                             "items": {"anyOf": [ref("Event"), ref("OtherFrame")]}, "minItems": 1},
                     completion_=ref("Event") | {"description": "The event that completed the list."},
                     text_={"description": "The text of a reply that came without headers.", "type": "string"})})

    def replies(self):
        self.responses_of_all()
        self.any_reply()
        for wire, action in self.c["actions"].items():
            name = f"{plain(wire)}Reply"
            reply = self.c["replies"].get(wire)
            doc = wire_doc(reply["doc"], reply["fields"]) if reply else ""
            to = f"The reply to the action `{wire}`."
            doc = to if not doc or doc.startswith("The reply to") else f"{doc} {to}"
            properties = {}
            if reply:
                self.response(wire, reply)
                properties["response"] = {"anyOf": [ref(f"{plain(wire)}Response"), ref("OtherFrame")]}
            if "items" in action:
                # Whether or not it is one of these, an event is what the definition of its name says.
                properties["items"] = {"items": {"anyOf": [*(ref(self.event(item)) for item in action["items"]),
                                                           ref("Event"), ref("OtherFrame")]}}
                if action["complete"]:
                    properties["completion"] = {"anyOf": [ref(self.event(action["complete"])), ref("Event")]}
            self.define(name, {"description": doc, "type": "object", "allOf": [ref("Reply")], "properties": properties}
                        if properties else ref("Reply") | {"description": doc})

    def response(self, wire, reply):
        fields = {key: self.response_value(key, field) for key, field in reply["fields"].items()}
        # Those that are typed in every response are in ResponseHeaders.
        properties = {key: self.header(key, field, fields) for key, field in fields.items()
                      if key.lower() not in self.responses}
        patterns = {}
        for key in reply["keys"]:
            place, name = (patterns, key_pattern(key)) if "#" in key else (properties, key)
            place[name] = self.value(key, "text")
        self.define(f"{plain(wire)}Response", self.frame("response", f"{plain(wire)}ResponseHeaders",
                                                         f"The response to the action `{wire}`."))
        self.define(f"{plain(wire)}ResponseHeaders", self.headers(properties, ["ResponseHeaders"], patterns))

    # ---- All of it

    def make(self):
        first, last = self.c["versions"][0], self.c["versions"][-1]
        self.values()
        self.frames()
        self.gaps()
        self.events()
        self.actions()
        self.replies()
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": "urn:ami:schema",
            "$comment": "Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.",
            "title": "AmiMessage",
            "description": f"What the manager interface of Asterisk {first} to {last} sends and takes, as ami::to_json() "
                           "writes it with json_options::typed(): one of the alternatives below, by the member `type`. "
                           "Events, headers and values that are not listed are valid, since servers and their modules "
                           "have others; those that are listed have to be as they are described. Keys are compared as "
                           "they are spelled here, which is how Asterisk spells them. A header is a number or a boolean "
                           "where the catalogue says so and its text is one. The values of a repeated key are an array of "
                           "at least two. A secret is null.",
            "type": "object",
            "properties": {"type": {"enum": ["event", "response", "other", "action", "reply", "lagged", "connection_lost",
                                             "connection_restored", "connection_state_changed"]}},
            "required": ["type"],
            "oneOf": [ref(name) for name in ("Event", "Response", "OtherFrame", "Action", "Reply", "Lagged",
                                             "ConnectionLost", "ConnectionRestored", "ConnectionStateChanged")],
            "$defs": self.definitions}


def written(value, indent=0, room=WIDTH):
    """JSON in which what fits is on one line; `room`: what the line still has behind the key."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) <= room or not isinstance(value, (dict, list)) or not value:
        return line
    inner = " " * (indent + 1)
    if isinstance(value, dict):
        parts = []
        for key, member in value.items():
            head = f"{inner}{json.dumps(key, ensure_ascii=False)}: "
            parts.append(head + written(member, indent + 1, WIDTH - len(head) - 1))
        brackets = "{}"
    else:
        parts = [inner + written(item, indent + 1, WIDTH - len(inner) - 1) for item in value]
        brackets = "[]"
    return f"{brackets[0]}\n" + ",\n".join(parts) + f"\n{' ' * indent}{brackets[1]}"


def lines(catalogue, value_types, versions):
    """The lines of ami.schema.json."""
    return written(Schema(catalogue, value_types, versions).make()).split("\n")
