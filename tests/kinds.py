#!/usr/bin/env python3
"""Checks that generate.py refuses kinds of events that are not what src/catalogue/kinds.toml says of them."""
import copy
import json
import pathlib
import sys
import tomllib
import unittest

CATALOGUE = pathlib.Path(__file__).resolve().parent.parent / "src" / "catalogue"
sys.path.insert(0, str(CATALOGUE))
sys.dont_write_bytecode = True
import generate  # noqa: E402


class Kinds(unittest.TestCase):
    def setUp(self):
        self.catalogue = json.loads((CATALOGUE / "catalogue.json").read_text(encoding="utf-8"))
        self.kinds = tomllib.loads((CATALOGUE / "kinds.toml").read_text(encoding="utf-8"))
        self.kind = copy.deepcopy(self.kinds["any_queue_member"])

    def problems(self):
        return generate.Generator(self.catalogue, {}, self.kinds).kind_problems("any_queue_member", self.kind)

    def test_the_kinds_of_the_catalogue_are_right(self):
        generator = generate.Generator(self.catalogue, {}, self.kinds)
        for name, kind in self.kinds.items():
            self.assertEqual(generator.kind_problems(name, kind), [])

    def test_an_event_without_a_header_of_its_kind(self):
        del self.catalogue["events"]["QueueMemberPause"]["fields"]["Status"]
        self.assertEqual(self.problems(), ["any_queue_member: not all of its events have, with one type and description: "
                                           "'Status' of headers"])

    def test_a_header_with_another_type_or_meaning(self):
        for change in ("kind", "doc", "name"):
            with self.subTest(change):
                catalogue = copy.deepcopy(self.catalogue)
                self.catalogue["events"]["QueueMemberAdded"]["fields"]["Penalty"][change] = "text"
                self.assertIn("'Penalty' of headers", self.problems()[0])
                self.catalogue = catalogue

    def test_a_header_that_only_one_version_sends(self):
        self.catalogue["events"]["QueueMemberAdded"]["fields"]["Penalty"]["only"] = "22"
        self.assertIn("'Penalty' of headers", self.problems()[0])

    def test_what_all_events_have_and_the_kind_does_not(self):
        self.kind["headers"].remove("Paused")
        self.assertEqual(self.problems(), ["any_queue_member: all of its events have 'Paused' of headers"])
        self.kind = copy.deepcopy(self.kinds["any_dial"])
        self.kind["channels"] = [""]
        self.assertEqual(self.problems(), ["any_queue_member: all of its events have 'Dest' of channels"])

    def test_a_channel_that_not_all_events_have(self):
        self.kind["channels"] = [""]
        self.assertEqual(len(self.problems()), 1)

    def test_events_that_there_are_not(self):
        self.kind["events"].append("QueueMemberMoved")
        self.assertEqual(self.problems(), ["any_queue_member: no such event: QueueMemberMoved"])
        self.kind["events"] = ["QueueMemberPause"]
        self.assertEqual(self.problems(), ["any_queue_member: a kind has several events"])

    def test_the_generator_stops(self):
        self.kinds["any_queue_member"]["headers"].append("Reason")
        with self.assertRaises(SystemExit) as stopped:
            generate.Generator(self.catalogue, {}, self.kinds).kind_header()
        self.assertIn("'Reason' of headers", str(stopped.exception))

    def test_one_channel_is_computed(self):
        generator = generate.Generator(self.catalogue, {}, self.kinds)
        events = generator.events_of(self.kinds["any_channel"])
        self.assertIn("Newchannel", events)
        for other in ("DialBegin", "CoreShowChannel", "DeviceStateChange", "ChanSpyStart"):
            self.assertNotIn(other, events)


if __name__ == "__main__":
    unittest.main()
