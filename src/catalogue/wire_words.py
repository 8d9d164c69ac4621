"""What the catalogue says, for people and programs that see what goes over the wire, and no C++: `amictl`, and JSON."""

import re

# The type of a kind in JSON: (i)nteger, (r)eal or (b)oolean; all others are text.
JSON_KINDS = {kind: "i" for kind in ("integer", "minutes", "seconds", "milliseconds", "microseconds", "epoch",
                                     "channel_state", "hangup_cause", "originate_reason", "device_state_number",
                                     "reload_result", "extension_state")}
JSON_KINDS |= {kind: "r" for kind in ("real", "decimal_seconds", "epoch_fraction")}
JSON_KINDS |= {kind: "b" for kind in ("boolean", "true_false", "yes_no", "on_off", "one_zero")}
# What `amictl` calls a kind of values; where it is not here, the kind with spaces.
TYPE_WORDS = {kind: "text" for kind in ("caller_id", "escaped_caller_id", "escaped", "member_name", "member_interface",
                                        "second", "message_text")}
TYPE_WORDS |= {kind: "boolean" for kind in ("true_false", "yes_no")}
TYPE_WORDS |= {kind: "one of" for kind in ("on_off", "one_zero")}
TYPE_WORDS |= {"lines": "text of several lines", "escaped_lines": "text of several lines", "texts": "text, repeated",
               "url": "text, percent-encoded", "priority": "priority or label", "variable": "NAME=VALUE, repeated",
               "hex": "hexadecimal number", "real": "number", "hms": "h:mm:ss", "decimal_seconds": "seconds with fraction",
               "epoch": "seconds since 1970", "epoch_fraction": "seconds since 1970", "iso_time": "time (ISO 8601)",
               "local_time": "server's local time", "host_port": "address", "hangup_cause": "hangup cause (number)",
               "originate_reason": "reason (number)", "reload_result": "result (number)",
               "device_state_number": "device state (number)", "channel_state": "channel state (number)",
               "extension_state": "extension state (number)"}
# Keys of actions that are no parameters of the C++ class but made by its functions; # stands for a number.
MORE_KEYS = {
    "AOCMessage": {"UnitAmount(#)": ("integer", "an amount of units"), "UnitType(#)": ("integer", "their type")},
    "Filter": {"Operation": ("one of", "what is done with filters", ["Add"])},
    "UpdateConfig": {"Action-#": ("one of", "what change # does", ["NewCat", "RenameCat", "DelCat", "EmptyCat", "Update",
                                                                   "Delete", "Append", "Insert"]),
                     "Cat-#": ("text", "the category that change # is made in"),
                     "Var-#": ("text", "its variable"), "Value-#": ("text", "its new value or name"),
                     "Match-#": ("text", "only where the variable has this value"),
                     "Line-#": ("integer", "the line in the category; the first is 0"),
                     "Options-#": ("text", "a filter of categories, templates, and the like")}}
# Actions that copy any further key into an event.
OPEN_ACTIONS = {"UserEvent"}
# Descriptions that are those of a C++ function elsewhere.
WIRE_DOCS = {("MessageSend", "Body"): "the message, as one line",
             ("MessageSend", "Base64Body"): "the message in base64. The server takes it before Body"}
BOOLEANS = {"true_false": ("true", "false"), "yes_no": ("yes", "no"), "on_off": ("on", "off"), "one_zero": ("1", "0")}


def json_type(kind):
    """i, r or b as in JSON_KINDS; t for text."""
    return JSON_KINDS.get(kind, "t")


def response_types(replies):
    """The keys that are no text in any response, in lower case, with their type in JSON: a response does not name its
    action, so these are the ones that mean the same in all."""
    types = {}
    for reply in replies.values():
        for key, kind in [*((key, field["kind"]) for key, field in reply["fields"].items()),
                          *((key, "text") for key in reply["keys"])]:
            types.setdefault(key.lower(), set()).add(json_type(kind))
    return {key: found.pop() for key, found in types.items() if len(found) == 1 and found != {"t"}}


def wire_doc(doc, members):
    """A description without C++: functions by the name of their header, no sentence that names anything else of it, and
    nothing of what a setter makes of its parameters."""
    names = {member["name"]: key for key, member in members.items()}
    doc = " ".join(doc.replace("@warning ", "").split())
    doc = re.sub(r"\b(\w+)\(\)", lambda found: names.get(found[1], found[0]), doc)
    doc = doc.split("; call it once")[0]
    sentences = re.split(r"(?<=[.!?]) (?=[A-Z])", doc)
    return " ".join(text for text in sentences if "::" not in text and "()" not in text)
