#!/usr/bin/env python3
"""The wallboard's page in a real Chromium.

Usage: browser_test.py WALLBOARD SCENE [TEST...]       the page on fake servers; SCENE is the program wallboard_scene
       browser_test.py WALLBOARD --asterisk            on the real Asterisk that tests/asterisk/run.sh has started
       browser_test.py WALLBOARD --screenshot FILE     writes the README's picture

Exits with 77 where Chromium, its driver or Python's selenium is missing. Everything is on the loopback interface, and what
is waited for are conditions.
"""
import contextlib
import os
import pathlib
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

SKIPPED = 77
TOKEN = "the-token-of-the-test"
LONGEST = 30  # seconds that anything may take on a busy machine

try:
    from selenium import webdriver
    from selenium.common.exceptions import StaleElementReferenceException
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import Select, WebDriverWait
except ImportError:
    # Another Python than the system's, for which Debian has no selenium.
    if sys.executable != "/usr/bin/python3" and os.path.exists("/usr/bin/python3"):
        os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])
    print("skipped: there is no selenium for Python. Debian: apt-get install python3-selenium")
    sys.exit(SKIPPED)


class Program:
    """A process that is ended with the test, and whose output is read line by line."""

    def __init__(self, arguments, environment=None):
        usual = {name: value for name, value in os.environ.items() if not name.startswith(("AMI_", "WALLBOARD_"))}
        self.process = subprocess.Popen(
            arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, env={**usual, **(environment or {})}
        )

    def line(self):
        text = b""
        end = time.monotonic() + LONGEST
        while not text.endswith(b"\n"):
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, end - time.monotonic()))
            byte = self.process.stdout.read(1) if ready else b""
            if not byte:
                raise AssertionError(f"{self.process.args[0]} said no whole line: {text!r}")
            text += byte
        return text.decode().rstrip("\n")

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(LONGEST)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                raise AssertionError(f"{self.process.args[0]} does not end")
        self.process.stdin.close()
        self.process.stdout.close()


class Scene(Program):
    """The fake servers, see wallboard_scene.cpp."""

    def __init__(self, program, names):
        super().__init__([program, *names])
        words = self.line().split()
        self.ports = dict(zip(words[::2], map(int, words[1::2])))

    def tell(self, server, *command):
        self.process.stdin.write(("\t".join([server, *command]) + "\n").encode())
        answer = self.line()
        assert not answer.startswith("error"), f"{command}: {answer}"
        return answer

    def request(self, server, action):
        """The headers of the next request with this action."""
        return dict(header.split(": ", 1) for header in self.tell(server, "request", action).split("\t"))

    def count(self, server, action):
        return int(self.tell(server, "count", action))

    def configuration(self):
        return "".join(
            f"[{name}]\nhost=127.0.0.1\nport={port}\nusername=admin\nsecret=secret\n" for name, port in self.ports.items()
        )


class Wallboard(Program):
    """The service."""

    def __init__(self, program, *arguments, port=0, environment=None):
        super().__init__([program, "--listen", f"127.0.0.1:{port}", *arguments], environment)
        said = self.line()
        found = re.fullmatch(r"wallboard: (http://127\.0\.0\.1:(\d+)/)(\S*)", said)
        assert found, f"the wallboard said: {said}"
        self.url, self.port, self.fragment = found[1], int(found[2]), found[3]


class Page:
    """The page in the browser."""

    def __init__(self):
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium")
        for argument in (
            "--headless=new",
            "--no-sandbox",  # which does not work for root, nor where there are no namespaces
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--disable-extensions",
            "--disable-background-networking",
            "--disable-component-update",
            "--no-first-run",
            "--no-proxy-server",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        ):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        self.driver.set_script_timeout(LONGEST)
        self.size(1280, 800)

    def size(self, width, height, mobile=False):
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def scheme(self, name):
        # Without its animations: what arrives has its colours at once.
        features = [
            {"name": "prefers-color-scheme", "value": name},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def open(self, url):
        self.driver.get("about:blank")
        self.driver.get(url)
        self.wait("the page to be live", lambda: self.script("return document.body.dataset.link") == "live")

    def forget(self):
        """Nothing of one test is left for the next one."""
        if self.script("return location.protocol") == "http:":
            self.script("sessionStorage.clear()")
        self.driver.get("about:blank")

    def script(self, text, *arguments):
        return self.driver.execute_script(text, *arguments)

    def wait(self, title, condition):
        def holds(_):
            try:
                return condition()
            except StaleElementReferenceException:
                return False

        return WebDriverWait(self.driver, LONGEST, poll_frequency=0.05).until(holds, f"waited for {title}")

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def text(self, selector):
        return self.script("return document.querySelector(arguments[0])?.textContent ?? null", selector)

    def visible(self, selector):
        return any(element.is_displayed() for element in self.all(selector))

    def wait_text(self, selector, wanted):
        return self.wait(f"{wanted!r} in {selector}", lambda: wanted in (self.text(selector) or ""))

    def row(self, *wanted, selector="#calls tbody tr"):
        """The row that has all of these texts, once there is one."""

        def found():
            return self.script(
                "return [...document.querySelectorAll(arguments[0])]"
                ".find(row => arguments[1].every(text => row.textContent.includes(text))) ?? null",
                selector,
                wanted,
            )

        return self.wait(f"a row with {wanted}", found)

    def no_row(self, wanted):
        rows = "return [...document.querySelectorAll('#calls tbody tr')].map(row => row.textContent)"
        self.wait(f"no row with {wanted}", lambda: not any(wanted in row for row in self.script(rows)))

    def press(self, element, action):
        """Presses a row's button."""
        element.find_element(By.CSS_SELECTOR, f"[data-open={action}]").click()
        if action != "unpause":
            self.wait(f"the dialog {action}", lambda: self.visible(f"#{action}-dialog[open]"))

    def fill(self, dialog, **fields):
        for name, value in fields.items():
            field = self.one(f"#{dialog}-dialog [name={name}]")
            field.clear()
            field.send_keys(value)

    def submit(self, dialog):
        self.one(f"#{dialog}-dialog .main-button").click()

    def wait_closed(self, dialog):
        self.wait(f"the end of the dialog {dialog}", lambda: not self.visible(f"#{dialog}-dialog"))

    def wait_answer(self, *wanted):
        """Waits until the newest answer in the live region has these texts."""

        def found():
            last = self.text("#answer-list > :last-child") or ""
            return all(text in last for text in wanted)

        self.wait(f"the answer {wanted}", found)

    def complaints(self):
        """What the browser's console has since the last call."""
        return [entry for entry in self.driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]

    def keys(self, *keys):
        for key in keys:
            self.driver.switch_to.active_element.send_keys(key)

    def buttons_without_name(self):
        """Which nodes of the accessibility tree can be operated and have no name, and how many can be operated."""
        operated = ("button", "link", "textbox", "searchbox", "combobox", "radio", "checkbox")
        found = [(role, name) for role, name in self.roles() if role in operated]
        return [role for role, name in found if not name.strip()], len(found)

    def roles(self):
        """Each node of the accessibility tree as its role and its name."""
        nodes = self.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
        return [
            (node["role"]["value"], node.get("name", {}).get("value", ""))
            for node in nodes
            if not node.get("ignored") and "role" in node
        ]

    # Each visible text with the ratio of its contrast, as WCAG 2 reckons it.
    CONTRASTS = """
      const channel = value => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
      const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
      const colour = text => { const n = text.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
      const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
      const behind = element => {
        const layers = [];
        for (let e = element; e; e = e.parentElement) layers.unshift(colour(getComputedStyle(e).backgroundColor));
        return layers.reduce((below, layer) => over(layer, below), [255, 255, 255, 1]);
      };
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found = [];
      while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        const text = walker.currentNode.data.trim();
        if (!text || element.closest('.unseen, .skip, template, option, noscript') || !element.checkVisibility()) continue;
        const back = behind(element);
        const [a, b] = [over(colour(getComputedStyle(element).color), back), back].map(luminance);
        found.push([text, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)]);
      }
      return found;
    """

    def close(self):
        self.driver.quit()


class PageTest(unittest.TestCase):
    """A test with the browser that all share, and whose console has to stay empty but for what is expected."""

    page = None
    wallboard_program = None
    scene_program = None

    def setUp(self):
        self.expected = []
        self.started = []
        self.folder = tempfile.TemporaryDirectory(prefix="wallboard-test-")
        self.page.size(1280, 800)
        self.page.scheme("light")
        self.page.complaints()

    def tearDown(self):
        try:
            complaints = self.page.complaints()
            self.page.forget()
        finally:
            for program in reversed(self.started):
                program.stop()
            self.folder.cleanup()
        unexpected = [entry for entry in complaints if not any(text in entry["message"] for text in self.expected)]
        self.assertEqual(unexpected, [], "the browser's console has to be empty")

    def start(self, program):
        self.started.append(program)
        return program

    def stop(self, program):
        self.started.remove(program)
        program.stop()

    def wallboard(self, *arguments, **more):
        return self.start(Wallboard(self.wallboard_program, *arguments, **more))


class EmbeddedTest(PageTest):
    """The page on the wallboard's own simulated call centre."""

    def test_busy_call_centre(self):
        service = self.wallboard()
        page = self.page
        page.open(service.url + service.fragment)
        self.assertRegex(service.fragment, r"#token=\S{20,}")
        self.assertEqual(page.script("return location.href"), service.url, "the token is not left in the address")
        self.assertIn(page.script("return sessionStorage.getItem('wallboard-token')"), service.fragment)

        for name in ("berlin", "hamburg"):
            page.row(name, "connected", selector="#pbxs > li")
        page.row("→", "ringing")
        page.wait("queues", lambda: len(page.all("#queues article")) == 5)
        page.row("Dave Öztürk", "paused", "Lunch", selector="#queues .members tr")
        page.wait("endpoints", lambda: len(page.all("#endpoints li")) >= 15)
        page.row("warehouse", "down", selector="#endpoints li")
        page.wait("rates", lambda: "now" in page.one("#pbxs svg").get_attribute("aria-label"))

        with self.subTest("one PBX alone"):
            page.script("document.querySelector('#pbx-choice input[value=hamburg]').click()")
            page.wait("hamburg alone", lambda: len(page.all("#pbxs > li")) == 1 and len(page.all("#queues article")) == 2)
            page.script("document.querySelector('#pbx-choice input').click()")
            page.wait("both", lambda: len(page.all("#queues article")) == 5)

        with self.subTest("names and roles"):
            nameless, count = page.buttons_without_name()
            self.assertEqual(nameless, [])
            self.assertGreater(count, 15)
            roles = page.roles()
            for wanted in (("heading", "Wallboard"), ("table", "Calls, the oldest first"), ("table", "Members of support")):
                self.assertIn(wanted, roles)
            for landmark in ("banner", "main"):
                self.assertIn(landmark, [role for role, _ in roles])

        with self.subTest("screens"):
            for width, height, mobile in ((360, 780, True), (1280, 800, False), (1920, 1080, False), (3840, 2160, False)):
                page.size(width, height, mobile)
                widest = page.script("return document.documentElement.scrollWidth")
                self.assertLessEqual(widest, width, "the page scrolls sideways")
            self.assertGreater(page.script("return parseFloat(getComputedStyle(document.body).fontSize)"), 30)
            page.size(360, 780, True)
            nameless, _ = page.buttons_without_name()
            self.assertEqual(nameless, [])
            # The rows are cards here, and still rows of a table for a screen reader.
            roles = page.roles()
            self.assertIn(("table", "Calls, the oldest first"), roles)
            self.assertIn(("columnheader", "State"), roles)
            self.assertIn(("navigation", "Parts of the board"), roles)
            page.size(1280, 800)

        for scheme in ("light", "dark"):
            with self.subTest(f"contrast, {scheme}"):
                page.scheme(scheme)
                contrasts = page.script(Page.CONTRASTS)
                self.assertGreater(len(contrasts), 60)
                self.assertEqual([(text, round(ratio, 2)) for text, ratio in contrasts if ratio < 4.5], [])
                page.one("#new-call").click()
                page.wait("the dialog", lambda: page.visible("#originate-dialog"))
                dialog = [(text, round(ratio, 2)) for text, ratio in page.script(Page.CONTRASTS) if ratio < 4.5]
                self.assertEqual(dialog, [])
                self.assertEqual(page.buttons_without_name()[0], [])
                page.keys(Keys.ESCAPE)
                page.wait_closed("originate")
        self.assertEqual(page.script("return document.activeElement.id"), "new-call", "the focus comes back")

        with self.subTest("a TV"):
            page.open(service.url + "?tv&pbx=berlin")
            page.wait("berlin alone", lambda: len(page.all("#pbxs > li")) == 1)
            self.assertFalse(page.visible("#new-call"))


class SceneTest(PageTest):
    """The page on servers that do what the test says."""

    def setUp(self):
        super().setUp()
        self.scene = self.start(Scene(self.scene_program, ["berlin", "hamburg"]))
        self.configuration = pathlib.Path(self.folder.name, "pbxs.ini")
        self.configuration.write_text(self.scene.configuration(), encoding="utf-8")
        self.service = self.begin_service()
        self.page.open(f"{self.service.url}#token={TOKEN}")
        for name in ("berlin", "hamburg"):
            self.page.row(name, "connected", selector="#pbxs > li")
        self.page.wait("whole numbers", lambda: not self.page.visible("#pbxs .notice"))

    def begin_service(self, port=0):
        return self.wallboard("--config", str(self.configuration), port=port, environment={"WALLBOARD_TOKEN": TOKEN})

    def call(self, endpoint, exten, number="5550143", name="Wireless", server="berlin"):
        self.scene.tell(server, "call", endpoint, exten, number, name)

    def test_calls_show_and_end(self):
        page = self.page
        page.wait("no calls", lambda: page.visible("[data-empty=calls]"))
        self.call("alice", "2002")
        row = page.row("Wireless", "5550143", "Bob", "talking", "berlin")
        self.assertIn("↔", row.text)
        self.assertIn("talks to", page.script("return arguments[0].textContent", row))
        shown = row.find_element(By.CSS_SELECTOR, ".for").text
        self.assertRegex(shown, r"^0:\d\d$")
        page.wait("the duration to go on", lambda: row.find_element(By.CSS_SELECTOR, ".for").text != shown)

        self.call("carol", "2002", "2003", "Carol C.", server="hamburg")
        page.row("Carol C.", "ringing", "hamburg")
        self.call("alice", "500", "5550199", "Patience", server="hamburg")
        page.row("Patience", "waiting", "queue support")
        page.row("Patience", "5550199", selector="#queues .callers tr")
        page.row("support", "hamburg", selector="#queues article.queue")
        page.wait("the tile", lambda: page.text("[data-total=waiting]") == "1")
        self.call("alice", "600", "2001", "Alice A.")
        page.row("stand-up", "1 participant", "Alice A.", selector="#conferences article")
        self.scene.tell("berlin", "hold", "bob")
        page.row("Wireless", "Bob", "on hold")

        with self.subTest("finding a call"):
            page.one("#find").send_keys("patience")
            page.wait("one row", lambda: len(page.all("#calls tbody tr")) == 1)
            page.row("Patience")
            page.one("#find").send_keys(Keys.CONTROL, "a", Keys.NULL, Keys.DELETE)
            page.wait("all rows", lambda: len(page.all("#calls tbody tr")) == 4)

        self.scene.tell("berlin", "end")
        self.scene.tell("hamburg", "end")
        page.wait("no rows", lambda: page.visible("[data-empty=calls]") and not page.all("#calls tbody tr"))
        page.wait("no conference", lambda: page.visible("[data-empty=conferences]"))

    def test_link_of_a_pbx_lost(self):
        page = self.page
        self.call("alice", "2002")
        page.row("Wireless", "talking")
        self.scene.tell("berlin", "lose")
        page.row("berlin", "link lost", "may be incomplete", selector="#pbxs > li")
        self.assertRegex(page.text("#pbxs .notice"), r"Numbers since \d\d:\d\d may be incomplete")
        self.assertIn("may be incomplete", page.text("#announcer"))
        self.assertFalse(page.visible("#lost"), "the page's own link is there")
        hamburg = page.row("hamburg", selector="#pbxs > li")
        self.assertIn("connected", hamburg.text)
        self.assertNotIn("incomplete", hamburg.text)

        # The link is back before the lists are: the numbers may still be incomplete.
        self.scene.tell("berlin", "delay", "700")
        self.scene.tell("berlin", "return")
        page.row("berlin", "connected", "may be incomplete", selector="#pbxs > li")
        self.scene.tell("berlin", "delay", "0")
        page.wait("whole numbers", lambda: not page.visible("#pbxs .notice"))
        page.wait_text("#announcer", "complete again")
        page.row("Wireless", "talking")
        self.scene.tell("berlin", "end")
        page.no_row("Wireless")

    def test_service_away(self):
        page = self.page
        self.expected = ["net::ERR_"]  # what the browser itself says of a connection that is refused
        self.call("alice", "2002")
        page.row("Wireless", "talking")
        self.stop(self.service)
        page.wait("the page to say so", lambda: page.visible("#lost"))
        self.assertRegex(page.text("#lost"), r"No connection to the wallboard's service since \d\d:\d\d")
        self.assertIn("No connection", page.text("#announcer"))
        self.assertIn("no connection", page.text("#page-link"))
        self.assertNotEqual(page.script("return getComputedStyle(document.querySelector('main')).filter"), "none")

        page.press(page.row("Wireless"), "hangup")
        page.submit("hangup")
        page.wait_text("#hangup-dialog .answer", "Not known: no answer from the service; it may have happened")
        page.keys(Keys.ESCAPE)
        self.scene.tell("berlin", "end")
        self.call("carol", "2002", "5550177", "Afterwards")
        self.begin_service(self.service.port)
        page.wait("the page to be live", lambda: page.script("return document.body.dataset.link") == "live")
        self.assertFalse(page.visible("#lost"))
        self.assertEqual(page.script("return getComputedStyle(document.querySelector('main')).filter"), "none")
        page.row("Afterwards", "ringing")
        page.no_row("Wireless")
        self.assertEqual(self.scene.count("berlin", "Hangup"), 0, "what was refused is not sent afterwards")

    def test_events_are_resumed(self):
        """A link that breaks while the service stays gets only what came meanwhile."""
        page = self.page
        self.expected = ["net::ERR_"]
        self.call("alice", "2002")
        page.row("Wireless")
        states = self.metric("wallboard_states_sent_total")
        page.driver.execute_cdp_cmd("Network.enable", {})
        conditions = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
        page.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {"offline": True, **conditions})
        # The browser does not cut a stream that is open: the page does, as after a silence.
        page.script("window.stop()")
        page.wait("the page to say so", lambda: page.visible("#lost"))
        self.call("carol", "2002", "5550177", "Meanwhile")
        page.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {"offline": False, **conditions})
        page.row("Meanwhile", "ringing")
        page.row("Wireless")
        self.assertFalse(page.visible("#lost"))
        self.assertEqual(self.metric("wallboard_states_sent_total"), states, "the whole state was not sent again")

    def metric(self, name):
        with socket.create_connection(("127.0.0.1", self.service.port), LONGEST) as link:
            link.sendall(b"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            text = b"".join(iter(lambda: link.recv(65536), b"")).decode()
        return int(re.search(rf"^{name} (\d+)", text, re.MULTILINE)[1])

    def test_actions(self):
        page, scene = self.page, self.scene
        with self.subTest("originate"):
            page.one("#new-call").click()
            page.wait("the dialog", lambda: page.visible("#originate-dialog"))
            Select(page.one("#originate-dialog [name=server]")).select_by_value("hamburg")
            page.fill("originate", channel="PJSIP/alice", exten="2002", context="internal")
            page.submit("originate")
            page.wait_closed("originate")
            page.wait_answer("hamburg", "Call PJSIP/alice to 2002", "Done")
            sent = scene.request("hamburg", "Originate")
            self.assertEqual([sent[key] for key in ("Channel", "Exten", "Context")], ["PJSIP/alice", "2002", "internal"])
            page.row("Alice", "Bob", "talking", "hamburg")

        with self.subTest("hang up"):
            page.press(page.row("Alice", "Bob", "talking"), "hangup")
            page.submit("hangup")
            page.wait_closed("hangup")
            page.wait_answer("hamburg", "Hang up Alice 2001 talks to Bob 2002", "Done")
            self.assertRegex(scene.request("hamburg", "Hangup")["Channel"], r"^[\d.]+$")
            page.no_row("talking")

        with self.subTest("transfer"):
            self.call("alice", "2002")
            page.press(page.row("Wireless", "Bob", "talking"), "transfer")
            page.fill("transfer", exten="500")
            page.submit("transfer")
            page.wait_closed("transfer")
            page.wait_answer("berlin", "to 500", "Done")
            sent = scene.request("berlin", "Redirect")
            self.assertEqual([sent[key] for key in ("Exten", "Context")], ["500", "default"])
            page.row("Wireless", "waiting", "queue support")

        with self.subTest("pause and unpause"):
            members = "#queues article:nth-child(1) .members tr"
            page.press(page.row("Bob", "free", selector=members), "pause")
            page.fill("pause", reason="Lunch <b>")
            page.submit("pause")
            page.wait_closed("pause")
            page.wait_answer("berlin", "in sales", "Done")
            sent = scene.request("berlin", "QueuePause")
            self.assertEqual([sent[key] for key in ("Interface", "Queue", "Reason")], ["PJSIP/bob", "sales", "Lunch <b>"])
            self.assertIn(sent["Paused"].lower(), ("1", "true", "yes"))
            row = page.row("Bob", "paused", "Lunch <b>", "Unpause", selector=members)
            page.press(row, "unpause")
            page.wait_answer("berlin", "Unpause", "in sales", "Done")
            sent = scene.request("berlin", "QueuePause")
            self.assertIn(sent["Paused"].lower(), ("0", "false", "no"))
            page.row("Bob", "free", selector=members)

        with self.subTest("a refusal"):
            self.expected = ["status of 422"]
            scene.tell("berlin", "refuse", "QueuePause", "Interface not found <i>")
            page.press(page.row("Bob", "free", selector=members), "pause")
            page.submit("pause")
            page.wait_text("#pause-dialog .answer", "Refused: Interface not found <i>")
            page.wait_answer("Refused: Interface not found <i>")
            page.keys(Keys.ESCAPE)
            page.wait_closed("pause")
            scene.tell("berlin", "allow", "QueuePause")

    def test_buttons_wait_for_the_answer(self):
        page, scene = self.page, self.scene
        queue = page.row("Bob", "free", "berlin", selector="#queues article")
        row = queue.find_element(By.CSS_SELECTOR, ".members tbody tr")
        scene.tell("berlin", "delay", "1500")
        page.press(row, "pause")
        page.submit("pause")
        busy = "#pause-dialog .main-button[aria-disabled=true]"
        page.wait("the button to wait", lambda: page.all(busy))
        waiting = page.script("return [...arguments[0].querySelectorAll('button')].map(button => button.ariaDisabled)", row)
        self.assertEqual(waiting, ["true"])
        page.submit("pause")
        page.script("document.querySelector('#pause-dialog form').requestSubmit()")
        page.wait_answer("Done")
        page.wait_closed("pause")
        self.assertEqual(page.all("[aria-disabled=true]"), [])
        self.assertEqual(scene.count("berlin", "QueuePause"), 1)

    def test_each_action_is_a_request_of_its_own(self):
        page = self.page
        # What the page sends is noted on its way.
        page.script(
            "const send = window.fetch; window.sent = [];"
            "window.fetch = (url, options) => { sent.push([String(url), options]); return send(url, options); };"
        )
        for reason in ("one", "two"):
            page.press(page.row("Bob", "free", selector="#queues .members tr"), "pause")
            page.fill("pause", reason=reason)
            page.submit("pause")
            page.wait_closed("pause")
            page.row("Bob", "paused", reason, selector="#queues .members tr")
            page.press(page.row("Bob", "Unpause", selector="#queues .members tr"), "unpause")
            page.row("Bob", "free", selector="#queues .members tr")
        sent = page.script("return sent.map(([url, { headers, body }]) => [url, headers.Authorization, JSON.parse(body)])")
        self.assertEqual(len(sent), 4)
        self.assertEqual(len({body["request"] for _, _, body in sent}), 4)
        self.assertEqual({authorization for _, authorization, _ in sent}, {f"Bearer {TOKEN}"})
        self.assertEqual({url for url, _, _ in sent}, {self.service.url + "api/action"})

    def test_token(self):
        page = self.page
        self.expected = ["status of 401"]
        self.call("alice", "2002")
        page.forget()

        with self.subTest("a wrong one"):
            page.open(self.service.url + "#token=wrong")
            page.press(page.row("Wireless"), "hangup")
            page.submit("hangup")
            page.wait_text("#hangup-dialog .answer", "Not done: the token is wrong")
            self.assertEqual(self.scene.count("berlin", "Hangup"), 0)
        with self.subTest("another is asked for, and the action is sent when it was given"):
            page.submit("hangup")
            page.wait("the question", lambda: page.visible("#token-dialog"))
            page.one("#token-dialog [name=token]").send_keys(TOKEN, Keys.ENTER)
            page.wait_closed("hangup")
            page.wait_answer("Done")
            page.no_row("Wireless")
        with self.subTest("none, and none is given"):
            page.forget()
            page.open(self.service.url)
            page.one("#new-call").click()
            page.wait("the question", lambda: page.visible("#token-dialog"))
            page.keys(Keys.ESCAPE)
            page.wait_closed("token")
            self.assertFalse(page.visible("#originate-dialog"))
            self.assertIsNone(page.script("return sessionStorage.getItem('wallboard-token')"))

    def test_hostile_texts_are_text(self):
        page = self.page
        hostile = "<script>alert(1)</script>"
        image = "<img src=x onerror=alert(2)>"
        self.call("alice", "2002", image, hostile)
        self.call("alice", "500", image, hostile)
        self.call("alice", "600", image, hostile)
        row = page.row(hostile, image, "talking")
        page.row(hostile, image, selector="#queues .callers tr")
        page.row(hostile, image, selector="#conferences li")
        page.press(row, "transfer")
        self.assertIn(hostile, page.one("#transfer-dialog .legs").text)
        page.fill("transfer", exten=image)
        page.submit("transfer")
        page.wait_answer(hostile, image)
        elements = page.script("return document.querySelectorAll('main img, main script, dialog img, .answers img').length")
        self.assertEqual(elements, 0)
        self.assertEqual(page.script("return document.scripts.length"), 1)
        # An alert would stop the page, and the console has what the content security policy stops.
        self.assertEqual(page.script("return document.body.dataset.link"), "live")

    def test_keyboard_alone_hangs_up(self):
        page = self.page
        self.call("alice", "2002")
        page.row("Wireless", "talking")
        page.script("document.activeElement.blur()")
        page.one("body").send_keys(Keys.TAB)
        self.assertEqual(page.script("return document.activeElement.textContent"), "Skip to the board")
        for _ in range(40):
            if "Hang up" in page.script("return document.activeElement.textContent"):
                break
            outline = page.script("return getComputedStyle(document.activeElement).outlineStyle")
            hidden = page.script("return document.activeElement.matches('.choice input')")  # its label has the outline
            self.assertTrue(outline != "none" or hidden, "the focus can be seen")
            page.keys(Keys.TAB)
        self.assertIn("Wireless", page.script("return document.activeElement.textContent"), "the name says who")

        # The row stays the same element, and has the focus, while others come and go.
        page.script("window.focused = document.activeElement")
        self.call("carol", "2002", "5550177", "Another")
        page.row("Another")
        self.assertTrue(page.script("return focused === document.activeElement"))
        self.scene.tell("berlin", "hold", "alice")
        page.row("Wireless", "on hold")
        self.assertTrue(page.script("return focused === document.activeElement"))

        page.keys(Keys.ENTER)
        page.wait("the dialog", lambda: page.visible("#hangup-dialog"))
        self.assertTrue(page.script("return document.activeElement.closest('dialog') !== null"))
        page.keys(Keys.ENTER)
        page.wait_answer("Hang up Wireless 5550143", "Done")
        page.no_row("Wireless")
        page.wait_closed("hangup")
        page.wait(
            "the focus near where it was",
            lambda: page.script("return document.activeElement.closest('#calls') !== null"),
        )

    def test_many_calls(self):
        page = self.page
        for i in range(250):
            for server in ("berlin", "hamburg"):
                self.call("alice", "999", str(10000 + i), f"Caller {i}", server=server)
        page.wait("all calls", lambda: len(page.all("#calls tbody tr")) == 500)
        # One call changes little: its own row, and none of the others.
        page.script(
            "window.touched = new Set();"
            "new MutationObserver(records => records.forEach(({ target, addedNodes, removedNodes }) => {"
            "  if (target.closest('time') === null)"
            "    [target.closest('tr'), ...addedNodes, ...removedNodes].filter(node => node?.matches?.('tr'))"
            "      .forEach(row => touched.add(row));"
            "})).observe(document.querySelector('#calls tbody'), { childList: true, subtree: true });"
        )
        self.call("carol", "2002", "5550177", "One more")
        page.row("One more", "ringing")
        self.assertLessEqual(page.script("return touched.size"), 1)
        self.scene.tell("berlin", "end")
        page.wait("the calls of hamburg", lambda: len(page.all("#calls tbody tr")) == 250)

    def test_functions(self):
        page = self.page
        self.maxDiff = None

        def result(expression):
            script = (
                "const done = arguments[arguments.length - 1];"
                f"import('/wallboard.js').then(m => done({{value: (m => {expression})(m)}}))"
                ".catch(error => done({error: String(error)}))"
            )
            return page.driver.execute_async_script(script).get("value", expression)

        durations = {0: "0:00", 7999: "0:07", 754000: "12:34", 3723000: "1:02:03", 183600000: "2 d 3 h", -5: "0:00"}
        for ms, text in durations.items():
            self.assertEqual(result(f"m.durationText({ms})"), text)
        self.assertEqual(result("m.durationText(NaN)"), "–")
        self.assertEqual(result("m.partyText({name: 'Alice', number: '2001'})"), "Alice 2001")
        self.assertEqual(result("m.partyText({name: '', number: '', device: 'PJSIP/a'})"), "PJSIP/a")
        self.assertEqual(result("m.gapText({valid: true}, 0)"), "")
        gap = "{valid: false, incomplete_since: 0, problems: ['lost 12 events']}"
        self.assertIn("lost 12 events", result(f"m.gapText({gap}, 0)"))
        pausing = "{state: 'talking', paused: true, reason: 'Lunch'}"
        self.assertEqual(result(f"m.memberStatus({pausing}).detail"), "paused: Lunch")
        self.assertEqual(result("m.endpointStatus({up: false, state: 'unavailable'}).word"), "down")
        self.assertEqual(result("m.plotPoints([0, 10], 118, 32)"), [[116, 31], [118, 1]])
        self.assertEqual(result("m.rateText(3.25)"), "3.3")

        def call(status, *legs):
            made = ", ".join(f"{{uniqueid: '{leg[0]}', name: '{leg[0]}', ...{leg[1]}}}" for leg in legs)
            return result(f"m.callText({{linkedid: 'a', status: '{status}', legs: [{made}]}})")

        self.assertEqual(call("talking", ("b", "{talks_to: ['a']}"), ("a", "{talks_to: ['b']}")), "a talks to b")
        self.assertEqual(call("ringing", ("a", "{dials: ['b', 'c']}"), ("b", "{}"), ("c", "{}")), "a calls b, c")
        self.assertEqual(call("conference", ("a", "{}"), ("b", "{}")), "a in conference with b")
        self.assertEqual(call("waiting", ("a", "{dials: ['gone']}")), "a")
        asking = [("a", "{talks_to: ['b'], held: true}"), ("b", "{talks_to: ['a']}"), ("d", "{dials: ['e']}"), ("e", "{}")]
        self.assertEqual(call("held", *asking), "a on hold with b; d calls e")

        merged = result(
            """{
            const hostile = '{"link": {}, "rate": [1], "calls": {"__proto__": {"n": 1}}}';
            const servers = m.serversFrom(JSON.parse('{"servers": {"b": ' + hostile + '}}'));
            const change = (table, key, value, server = 'b') => m.merge(servers, {server, table, key, value});
            change('calls', 'x', {n: 2});
            change('calls', '__proto__', null);
            change('queues', 'q', {n: 3});
            change('rate', undefined, 7);
            change('link', undefined, {valid: true});
            change('calls', 'x', {}, 'unknown');
            change('unheard-of', 'x', {});
            m.merge(servers, {server: 'c', table: 'server', value: {link: {}, rate: [], calls: {}}});
            m.merge(servers, {server: 'd', table: 'server', value: {link: {}}});
            m.merge(servers, {server: 'c', table: 'server', value: null});
            const b = servers.get('b');
            return [[...servers.keys()], [...b.calls], [...b.queues], b.rate, b.link];
            }"""
        )
        self.assertEqual(merged, [["b", "d"], [["x", {"n": 2}]], [["q", {"n": 3}]], [1, 7], {"valid": True}])
        # A message that was slow does not put the clock back, and somebody who sets the service's clock does.
        reckoned = result(
            """{
            const clock = new m.ServiceClock(5, 0);
            return [[1000000, 100], [1000100, 250], [1000300, 300], [900000, 400]].map(([time, steady]) => {
              clock.heard(time, steady);
              return clock.now(steady);
            });
            }"""
        )
        self.assertEqual(reckoned, [1000000, 1000150, 1000300, 900000])
        answers = (
            ("504, {message: 'it may have happened, or not'}", "Not known: it may have happened, or not"),
            ("503, {message: 'not done: no link'}", "Not done: no link"),
            ("415, null", "Not done: the service answered 415"),
            ("502, null", "Not known: the service answered 502; it may have happened"),
            ("200, {ok: true, message: 'Channel Hungup'}", "Done: Channel Hungup"),
        )
        for answer, text in answers:
            self.assertEqual(result(f"m.answerOf({answer}).text"), text)
            self.assertEqual(result(f"m.answerOf({answer}).done"), text.startswith("Done"))
        endpoints = "[{name: 'b9', up: true}, {name: 'b10', up: true}, {name: 'z', up: false}]"
        self.assertEqual(result(f"{endpoints}.sort(m.byTrouble).map(endpoint => endpoint.name)"), ["z", "b9", "b10"])


class AsteriskTest(PageTest):
    """The page on a real Asterisk."""

    def manager(self):
        link = socket.create_connection(("127.0.0.1", int(os.environ["AMI_TEST_PORT"])), LONGEST)
        self.addCleanup(link.close)
        return link, link.makefile("r", encoding="utf-8", newline="\r\n")

    @staticmethod
    def send(link, **headers):
        link[0].sendall(("".join(f"{name}: {value}\r\n" for name, value in headers.items()) + "\r\n").encode())
        for line in link[1]:
            if line.startswith("Response: "):
                return line.strip()
        raise AssertionError("Asterisk closed the connection")

    def test_a_call_shows_and_is_hung_up(self):
        link = self.manager()
        answer = self.send(link, Action="Login", Username="admin", Secret="s3cret", Events="off")
        self.assertEqual(answer, "Response: Success")
        environment = {
            "AMI_HOST": "127.0.0.1",
            "AMI_PORT": os.environ["AMI_TEST_PORT"],
            "AMI_USERNAME": "admin",
            "AMI_SECRET": "s3cret",
            "WALLBOARD_TOKEN": TOKEN,
        }
        service = self.wallboard(environment=environment)
        page = self.page
        page.open(f"{service.url}#token={TOKEN}")
        page.row("connected", "AMI", selector="#pbxs > li")
        page.wait("whole numbers", lambda: not page.visible("#pbxs .notice"))
        page.row("support", selector="#queues article")
        answer = self.send(
            link,
            Action="Originate",
            Channel="Local/dial-sip@load/n",
            Application="Wait",
            Data="60",
            CallerID='"Wall <i>board</i>" <5550143>',
            Async="true",
        )
        self.assertEqual(answer, "Response: Success")
        row = page.row("Wall <i>board</i>", "dial-sip", "talking")
        page.press(row, "hangup")
        page.submit("hangup")
        page.wait_closed("hangup")
        page.wait_answer("Hang up", "Done")
        page.wait("the end of all calls", lambda: page.visible("[data-empty=calls]"))


class TimedResult(unittest.TextTestResult):
    """Says how long each test took."""

    def startTest(self, test):
        self.began = time.monotonic()
        super().startTest(test)

    def addSuccess(self, test):
        self.stream.write(f"{time.monotonic() - self.began:.1f} s ")
        super().addSuccess(test)


def take_screenshot(page, program, file):
    """A busy moment of the embedded call centre."""
    service = Wallboard(program)
    try:
        page.open(service.url)
        busy = (
            "const tones = new Set([...document.querySelectorAll('#calls .badge')].map(badge => badge.dataset.tone));"
            "return tones.size >= 4 && document.querySelectorAll('#calls tbody tr').length >= 9"
            " && document.querySelectorAll('.callers tbody tr').length >= 2"
            " && Number(document.querySelector('[data-total=abandoned]').textContent) > 0"
            " && document.querySelector('#pbxs .line').getAttribute('d').split('L').length > 50"
        )
        WebDriverWait(page.driver, 180, poll_frequency=0.2).until(lambda driver: driver.execute_script(busy))
        page.driver.save_screenshot(file)
    finally:
        service.stop()
    size = os.path.getsize(file)
    print(f"{file}: {size} bytes")
    return 0 if size < 250 * 1000 else 1


def main():
    arguments = sys.argv[1:]
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    for program in ("chromium", "chromedriver"):
        if shutil.which(program) is None:
            print(f"skipped: there is no {program}. Debian: apt-get install chromium chromium-driver")
            return SKIPPED
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[name]
    with tempfile.TemporaryDirectory(prefix="wallboard-home-", ignore_cleanup_errors=True) as home:
        # Chromium writes there, and a chroot may have none.
        os.environ["HOME"] = home
        with contextlib.closing(Page()) as page:
            PageTest.page = page
            PageTest.wallboard_program = arguments[0]
            if arguments[1] == "--screenshot":
                return take_screenshot(page, arguments[0], arguments[2])
            names = arguments[2:]
            if arguments[1] == "--asterisk":
                cases = [AsteriskTest]
            else:
                PageTest.scene_program = arguments[1]
                cases = [EmbeddedTest, SceneTest]
            suite = unittest.TestSuite()
            for case in cases:
                for test in unittest.defaultTestLoader.loadTestsFromTestCase(case):
                    if not names or any(name in test.id() for name in names):
                        suite.addTest(test)
            result = unittest.TextTestRunner(verbosity=2, stream=sys.stdout, resultclass=TimedResult).run(suite)
            return 0 if result.wasSuccessful() and result.testsRun > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
