#!/usr/bin/env python3
"""Compares openapi.json with what the service answers, by a validator that is not ours (Debian: python3-jsonschema).

Usage: openapi.py OPENAPI AMI_SCHEMA ANSWERS

ANSWERS: JSON lines {"path", "method", "status", "type", "body"} of a service that ran; `body` of a server-sent event is
{"event", "data"}. Each has to be an answer that the description has, and of its form; each path, and each answer to an
action that a request alone can bring about, has to be among them.
"""
import json
import os
import pathlib
import sys

try:
    import jsonschema
except ImportError:
    # Debian's package is for Debian's interpreter.
    debian = "/usr/bin/python3"
    if sys.prefix != "/usr" and os.path.exists(debian):
        os.execv(debian, [debian, *sys.argv])
    sys.exit("openapi.py: the Python module jsonschema was not found. Debian: apt-get install python3-jsonschema")

EVENTS = {"state": "State", "changes": "Changes"}
# Methods of a path's item; its other members are none.
METHODS = ("get", "post", "put", "delete")


def references(value):
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        for each in value.values():
            yield from references(each)
    elif isinstance(value, list):
        for each in value:
            yield from references(each)


def at(document, pointer):
    for part in pointer.lstrip("/").split("/"):
        document = document[part.replace("~1", "/").replace("~0", "~")]
    return document


class Description:
    def __init__(self, openapi, schema):
        self.document = openapi
        self.store = {"openapi.json": openapi, "ami.schema.json": schema}
        for schema_of in openapi["components"]["schemas"].values():
            jsonschema.Draft202012Validator.check_schema(schema_of)
        for name, document in (("openapi.json", openapi),):
            for reference in references(document):
                file, _, pointer = reference.partition("#")
                at(self.store[file or name], pointer)

    def response(self, path, method, status):
        found = self.document["paths"][path][method]["responses"][str(status)]
        return at(self.document, found["$ref"].partition("#")[2]) if "$ref" in found else found

    def problems(self, schema, value):
        resolver = jsonschema.RefResolver("openapi.json", self.document, store=self.store)
        validator = jsonschema.Draft202012Validator(schema, resolver=resolver)
        for error in validator.iter_errors(value):
            # Of several alternatives, the one that is nearest says more than that there was none.
            best = jsonschema.exceptions.best_match([error])
            yield f"{'/'.join(map(str, best.absolute_path))}: {best.message[:300]}"


def problems_of(description, answer):
    where = f"{answer['method']} {answer['path']}"
    try:
        response = description.response(answer["path"], answer["method"], answer["status"])
    except KeyError:
        yield f"{where}: {answer['status']} is not described"
        return
    content = response.get("content", {})
    media = answer["type"].partition(";")[0]
    if media not in content:
        yield f"{where} {answer['status']}: {answer['type']} is not described"
        return
    body = answer["body"]
    if media == "text/event-stream":
        schema, body = {"$ref": f"#/components/schemas/{EVENTS[body['event']]}"}, body["data"]
    else:
        schema = content[media].get("schema")
    if schema is not None:
        for problem in description.problems(schema, body):
            yield f"{where} {answer['status']}: {problem}"


def main():
    openapi, schema, answers_file = (pathlib.Path(name) for name in sys.argv[1:4])
    description = Description(json.loads(openapi.read_text(encoding="utf-8")),
                              json.loads(schema.read_text(encoding="utf-8")))
    answers = [json.loads(line) for line in answers_file.read_text(encoding="utf-8").splitlines()]
    failures = [problem for answer in answers for problem in problems_of(description, answer)]
    seen = {(answer["path"], answer["method"]) for answer in answers}
    for path, item in description.document["paths"].items():
        for method in METHODS:
            if method in item and (path, method) not in seen:
                failures.append(f"{method} {path}: no answer was compared")
    statuses = {answer["status"] for answer in answers if answer["path"] == "/api/action"}
    for status in (200, 400, 401, 404, 413, 415, 421, 422, 503, 504):
        if status not in statuses:
            failures.append(f"post /api/action: no answer {status} was compared")
    # A request that the service takes is described, and one that it refuses is not.
    request = {"$ref": "#/components/schemas/ActionRequest"}
    for answer in answers:
        if answer["path"] == "/api/action" and "request" in answer:
            described = not list(description.problems(request, answer["request"]))
            if described == (answer["status"] == 400):
                failures.append(f"post /api/action: {answer['request']} was answered {answer['status']}")
    # The validator looks at all of it: what is wrong in one place is found.
    for answer in answers:
        body = answer["body"]
        if answer["path"] == "/api/state" and not list(problems_of(description, {**answer, "body": {**body, "id": 7}})):
            failures.append("a state with another id would be taken")
    print(f"{len(answers)} answers of {len(seen)} paths")
    for failure in failures[:40]:
        print(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
