"""Reads events and actions out of the documentation XML that Asterisk installs (core-en_US.xml).

Only names, enumerations and structure are taken. Descriptions are left where they are: their licence is not ours.
"""

import re
import xml.etree.ElementTree as ElementTree

INCLUDE = "{http://www.w3.org/2001/XInclude}include"
STEP = re.compile(r"""([\w()]+)(?:\[(?:@name='([^']*)'|contains\(@name,\s*'([^']*)'\)|(\d+))\])?""")

CHANNEL_SNAPSHOT = ["Channel", "ChannelState", "ChannelStateDesc", "CallerIDNum", "CallerIDName", "ConnectedLineNum",
                    "ConnectedLineName", "Language", "AccountCode", "Context", "Exten", "Priority", "Uniqueid",
                    "Linkedid"]
BRIDGE_SNAPSHOT = ["BridgeUniqueid", "BridgeType", "BridgeTechnology", "BridgeCreator", "BridgeName",
                   "BridgeNumChannels", "BridgeVideoSourceMode"]


class Documentation:
    """The documentation of one Asterisk version."""

    def __init__(self, path):
        self.root = ElementTree.parse(path).getroot()
        self._steps = {}

    def _find(self, pointer):
        """The elements that an xpointer names; pointers to prose give nothing."""
        if pointer in self._steps:
            return self._steps[pointer]
        path = re.fullmatch(r"xpointer\(/?(.*)\)", pointer).group(1)
        found = [self.root]
        for number, step in enumerate(path.split("/")):
            name, exact, part, index = STEP.fullmatch(step).groups()
            if number == 0:
                continue
            if "(" in name:
                found = []
            else:
                found = [child for parent in found for child in self._expand(parent) if child.tag == name and
                         (exact is None or child.get("name") == exact) and
                         (part is None or part in child.get("name", ""))]
                if index:
                    found = found[int(index) - 1:int(index)]
        self._steps[pointer] = found
        return found

    def _expand(self, parent):
        """The children of an element, with included ones in the place of their xi:include. Includes are transitive."""
        result = []
        for child in parent:
            if child.tag == INCLUDE:
                result += self._find(child.get("xpointer"))
            else:
                result.append(child)
        return result

    def _enumeration(self, parameter):
        names = []
        for child in self._expand(parameter):
            if child.tag == "enumlist":
                names += [e.get("name") for e in self._expand(child) if e.tag == "enum"]
        return list(dict.fromkeys(names))

    def _parameters(self, syntax):
        """(kind, name or prefix, enumeration, required) of everything in a <syntax>, nested <parameter>s included."""
        for child in self._expand(syntax):
            if child.tag in ("channel_snapshot", "bridge_snapshot"):
                yield child.tag, child.get("prefix", ""), [], False
            elif child.tag == "parameter":
                yield "parameter", child.get("name"), self._enumeration(child), child.get("required") == "true"

    def _event(self, element):
        instance_data = []
        for instance in element:
            if instance.tag != "managerEventInstance":
                continue
            data = {"class": instance.get("class", "").replace("EVENT_FLAG_", "").lower(), "parameters": [],
                    "since": [v.text for v in instance.iter("version")]}
            for syntax in instance.findall("syntax"):
                data["parameters"] += self._parameters(syntax)
            instance_data.append(data)
        return element.get("name"), instance_data

    def events(self):
        """Wire name -> {classes, channel prefixes, bridge prefixes, fields {key: enumeration}, since}; same names are
        merged, those nested in an action's <responses> included."""
        result = {}
        elements = [e for e in self.root if e.tag == "managerEvent"]
        for action in self.root.iter("manager"):
            for responses in action.findall("responses"):
                for child in self._expand(responses):
                    elements += self._expand(child) if child.tag == "list-elements" else [child]
        for element in elements:
            if element.tag != "managerEvent":
                continue
            name, instances = self._event(element)
            event = result.setdefault(name, {"classes": [], "channels": [], "bridges": [], "fields": {}, "since": []})
            for instance in instances:
                if instance["class"] not in event["classes"]:
                    event["classes"].append(instance["class"])
                event["since"] += [v for v in instance["since"] if v not in event["since"]]
                for kind, parameter, enumeration, _ in instance["parameters"]:
                    if kind == "parameter":
                        known = event["fields"].setdefault(parameter, [])
                        known += [e for e in enumeration if e not in known]
                    else:
                        prefixes = event["channels" if kind == "channel_snapshot" else "bridges"]
                        if parameter not in prefixes:
                            prefixes.append(parameter)
        return result

    def actions(self):
        """Wire name -> {parameters {key: (required, enumeration)}, items [events], complete event or None, since}."""
        result = {}
        for element in self.root.findall("manager"):
            action = result.setdefault(element.get("name"), {"parameters": {}, "items": [], "complete": None,
                                                             "since": []})
            since = element.find("since")
            if since is not None:
                action["since"] += [v.text for v in since if v.text not in action["since"]]
            for syntax in element.findall("syntax"):
                for kind, parameter, enumeration, required in self._parameters(syntax):
                    if kind == "parameter" and parameter not in ("ActionID", "actionid"):
                        old = action["parameters"].get(parameter, (False, []))
                        action["parameters"][parameter] = (required or old[0], enumeration or old[1])
            for responses in element.findall("responses"):
                for child in self._expand(responses):
                    if child.tag == "list-elements":
                        action["items"] += [e.get("name") for e in self._expand(child) if e.get("name") not in
                                            action["items"]]
                    elif child.tag == "managerEvent":
                        action["complete"] = child.get("name")
        return result
