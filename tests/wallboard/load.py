#!/usr/bin/env python3
"""What the wallboard costs with many browsers, on one core. Run by hand.

Usage: load.py WALLBOARD FAKE [--calls RATE] [--browsers N] [--seconds S] [--core C]

FAKE: the program ami_wallboard_load. The service runs on one core (taskset), the fake server and the browsers, which are
this program, on the others. Prints the events per second of the server, the processor time and memory of the service, and the
delay of messages: from `time` in a message, when the service made it, to its arrival at each browser.
"""
import argparse
import json
import os
import re
import selectors
import socket
import subprocess
import sys
import tempfile
import time


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mebibytes(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1)) / 1024


def metrics_of(port):
    with socket.create_connection(("127.0.0.1", port)) as link:
        link.sendall(b"GET /metrics HTTP/1.0\r\nHost: localhost\r\n\r\n")
        text = b"".join(iter(lambda: link.recv(65536), b"")).decode()
    return {name: float(value) for name, value in re.findall(r"^(\S+) ([0-9.e+]+)\r?$", text, re.MULTILINE)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("wallboard")
    parser.add_argument("fake")
    parser.add_argument("--calls", type=float, default=15, help="calls per second that begin on the fake server")
    parser.add_argument("--browsers", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--core", default="0")
    given = parser.parse_args()
    others = sorted(os.sched_getaffinity(0) - {int(given.core)})
    os.sched_setaffinity(0, others or {int(given.core)})
    fake = subprocess.Popen([given.fake, str(given.calls)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    environment = {**os.environ, "AMI_HOST": "127.0.0.1", "AMI_PORT": fake.stdout.readline().strip(),
                   "AMI_USERNAME": "admin", "AMI_SECRET": "secret", "WALLBOARD_TOKEN": "load"}
    with tempfile.TemporaryDirectory() as page:
        service = subprocess.Popen(["taskset", "-c", given.core, given.wallboard, "--listen", "127.0.0.1:0", "--page", page],
                                   env=environment, stdout=subprocess.PIPE, text=True)
        try:
            measure(given, service)
        finally:
            service.terminate()
            service.wait()
            fake.communicate()


def measure(given, service):
    port = int(re.search(r":(\d+)/", service.stdout.readline()).group(1))
    selector = selectors.DefaultSelector()
    links = []
    for _ in range(given.browsers):
        link = socket.create_connection(("127.0.0.1", port))
        link.sendall(b"GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        selector.register(link, selectors.EVENT_READ)
        links.append(link)
    stamp = re.compile(rb'data: \{"time":(\d+),"changes"')
    delays = []
    total = 0

    def read_until(end, keep):
        nonlocal total
        while (left := end - time.monotonic()) > 0:
            for key, _ in selector.select(left):
                data = key.fileobj.recv(1 << 20)
                now = time.time() * 1000
                if keep:
                    total += len(data)
                    delays.extend(now - int(found) for found in stamp.findall(data))

    read_until(time.monotonic() + 5, False)
    before, cpu, began = metrics_of(port), cpu_seconds(service.pid), time.monotonic()
    read_until(began + given.seconds, True)
    took, cpu_after, after = time.monotonic() - began, cpu_seconds(service.pid), metrics_of(port)
    events = 'ami_live_events_total{server="pbx"}'
    delays.sort()
    print(json.dumps({
        "browsers": int(after["wallboard_browsers"]),
        "dropped": int(after["wallboard_browsers_dropped_total"]),
        "events_per_second": round((after[events] - before[events]) / took),
        "messages_per_second": round((after["wallboard_messages_total"] - before["wallboard_messages_total"]) / took, 1),
        "kib_per_second_to_each": round(total / took / 1024 / given.browsers, 1),
        "service_cpu_percent": round(100 * (cpu_after - cpu) / took, 1),
        "service_mib": round(resident_mebibytes(service.pid)),
        "delay_ms": {f"p{p}": round(delays[min(len(delays) - 1, len(delays) * p // 100)]) for p in (50, 95, 99)},
        "delay_ms_max": round(delays[-1]),
    }, indent=2))


if __name__ == "__main__":
    sys.exit(main())
