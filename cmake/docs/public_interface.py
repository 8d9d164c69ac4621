#!/usr/bin/env python3
"""Prints a public header as Doxygen is to see it: what users call, each with its description.

    public_interface.py FILE

Doxygen runs it as its INPUT_FILTER. The number of lines stays the same, so that warnings name the right ones. It hides
- the `&&` twin of a setter that is documented above it, and overloads that are deleted to refuse temporaries,
- constructors that a class takes over from its base, how a class is copied and moved, operators that compare or print,
  what makes a class an iterator, and definitions of members outside of their class,
- protected members, which are for the library's own classes, and what is in namespaces of others or named detail,
- what a comment "Not for users" stands above, up to the next blank line, access specifier or documented item.
It describes
- what stands below a documented item, without a line in between: one comment is for all of these,
- what reads a setting, when the function of the same name that sets it is described, or below "What was set" or "given",
- what each generated class has.

A page of text it prints without the links to files that are no part of the documentation.
"""

import re
import sys

TWIN = re.compile(r"^\s*(template <.*>\s*)?[\w:<>, *&]+&&\s+\w+\(.*\)\s*(const\s*)?&&")
DELETED = re.compile(r"=\s*delete;\s*$")
INHERITED = re.compile(r"^\s*using (?:[\w:]+::)?(\w+)(?:<.*>)?::\1;")
OPERATOR = re.compile(r"\boperator(<<|==|<=>)\s*\(")
ITERATOR = re.compile(r"\b(iterator_concept|iterator_category|difference_type|value_type|reference)\b|\boperator\s*[-+*\[]")
COPIED = re.compile(r"^(?:explicit )?(\w+)\((?:const )?\1\s*&{1,2} ?\w*\)|^[\w:<>]+& operator=\(")
FOREIGN = re.compile(r"^(template <.*>\s*)?(class|struct) (boost|fmt|std)::")
GETTER = re.compile(r"(\w+)\(\) const\b")
SETTER = re.compile(r"\b(\w+)\([^()]")
GENERATED = {"type_id": "What tells this type apart from the others.",
             "type_ids": "The types that it stands for.",
             "wire_name": "The name that the server gives it.",
             "reply_type": "What a reply to it is read as.",
             "repeat_safety": "Whether it may be sent again when nobody knows whether it was carried out.",
             "executor_type": "The type of its executor.",
             "duration": "What times are kept in."}
REPLY = re.compile(r"^explicit \w+\((ami::)?reply base\) noexcept")
WAS_SET = "What was set, or the default."


def code_of(line):
    return re.sub(r'"(\\.|[^"\\])*"|//.*', "", line)


def statement_end(lines, start):
    """The index of the line that ends the declaration or definition that begins at `start`; that of a class or an enum:
    the line that opens it."""
    depth = 0
    opens = False
    for index in range(start, len(lines)):
        opens = opens or depth == 0 and bool(re.match(r"^\s*(template <.*>\s*)?(class|struct|enum|namespace|union)\b", lines[index]))
        if depth == 0 and opens and re.search(r"\{\s*$", lines[index]):
            return index
        code = code_of(lines[index])
        depth += code.count("{") + code.count("(") - code.count("}") - code.count(")")
        if depth < 0 or depth == 0 and re.search(r"[;}]\s*$", code):
            return index
    return len(lines) - 1


def hide(lines, first, last):
    for index in range(first, last + 1):
        lines[index] = ""


def skip_until(lines, index, pattern):
    while index + 1 < len(lines) and not re.match(pattern, lines[index + 1]):
        index += 1
    return index


class Interface:
    def __init__(self, lines):
        self.lines = lines
        self.described = []   # the comment of the item above, if nothing is in between
        self.name = None      # of that item, if it is a function
        self.reads = False    # a comment says that what follows reads settings
        self.setters = set()  # documented functions with parameters

    def run(self):
        index = 0
        while index < len(self.lines):
            index = self.pass_item(index)
        return self.lines

    def pass_item(self, index):
        lines = self.lines
        line = lines[index]
        if re.match(r"^\s*// Not for users", line):
            last = skip_until(lines, index, r"^\s*$|^\s*///|^\s*(public|private|protected):|^\s*};")
            hide(lines, index, last)
            return last + 1
        foreign = re.match(r"^namespace (?!ami \{|ami::(?!detail\b))[\w:]+ \{", line)
        if foreign:
            last = skip_until(lines, index, r"^\}\s*// namespace") + 1
            hide(lines, index, last)
            return last + 1
        if FOREIGN.match(" ".join(lines[index:index + 2])):
            return self.hide_foreign(index)
        if re.match(r"^\s*protected:", line):
            lines[index] = "private:"
            return skip_until(lines, index, r"^\s*(public|private):|^\s*};") + 1
        if re.match(r"^\s*private:", line):
            return skip_until(lines, index, r"^\s*(public|protected):|^\s*};|^};") + 1
        if re.match(r"^\s*///", line):
            last = skip_until(lines, index, r"^\s*(?!\s*///)")
            self.described = [text.strip()[3:] for text in lines[index:last + 1]]
            self.reads = False
            return self.pass_documented(index, last + 1)
        if re.match(r"^\s*(//|#|$|\w+:$|};?)", line):
            self.described = []
            if re.match(r"^\s*// What was (?:set|given)", line):
                self.reads = True
            return index + 1
        return self.pass_undocumented(index)

    def pass_documented(self, comment, index):
        if index >= len(self.lines):
            return index
        if FOREIGN.match(" ".join(self.lines[index:index + 2])):
            hide(self.lines, comment, index - 1)
            return self.hide_foreign(index)
        last = statement_end(self.lines, index)
        statement = " ".join(code_of(text) for text in self.lines[index:last + 1])
        self.drop_other_parameters(comment, index, statement)
        self.setters.update(SETTER.findall(statement))
        function = re.search(r"\b(\w+)\(", statement)
        self.name = function and function[1]
        if statement.rstrip().endswith("{"):
            self.described = []
        return last + 1

    def hide_foreign(self, index):
        """Hides a specialization of a template of another library."""
        last = skip_until(self.lines, index, r".*\};$") + 1
        hide(self.lines, index, last)
        return last + 1

    def drop_other_parameters(self, comment, index, statement):
        """Takes out the parameters that only the overloads below have."""
        for line in range(comment, index):
            named = re.match(r"^(\s*/// @param )([\w, ]*\w)( as for .*)$", self.lines[line])
            if named:
                own = [name for name in named[2].split(", ") if re.search(rf"\b{name}\b", statement)]
                self.lines[line] = named[1] + ", ".join(own) + named[3] if own else "///"

    def pass_undocumented(self, index):
        lines = self.lines
        last = statement_end(lines, index)
        statement = " ".join(code_of(text).strip() for text in lines[index:last + 1])
        name = re.match(r"^(?:static constexpr [\w:]+|static constexpr auto|using|enum class) (\w+)\b", statement)
        getter = GETTER.search(statement)
        function = re.search(r"\b(\w+)\(", statement)
        text = None
        if (INHERITED.match(statement) or OPERATOR.search(statement) or ITERATOR.search(statement) or TWIN.match(statement)
                or COPIED.match(statement) or DELETED.search(statement) and "&&" in statement
                or re.search(r"^(template <.*> )?[\w:<>]+ \w+(<[\w.]*>)?::\w+\(", statement)):
            hide(lines, index, last)
        elif name and name[1] in GENERATED:
            text = GENERATED[name[1]]
        elif REPLY.match(statement):
            text = "Takes the answer of the server as one to this action."
        elif getter and (self.reads or getter[1] in self.setters):
            text = WAS_SET
        elif self.described and function and function[1] == self.name:
            text = "@overload"
        elif self.described and not statement.endswith("{"):
            text = re.sub(r"\s*@.*", "", " ".join(part.strip() for part in self.described))
        if text:
            lines[index] = f"/** {text} */ {lines[index]}"
        return last + 1


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        text = file.read()
    if sys.argv[1].endswith(".md"):
        print(re.sub(r"\[([^\]]+)\]\((?!https?:|(?:examples/guide/)?[\w-]+\.md)[^)]+\)", r"\1", text), end="")
    else:
        print("\n".join(Interface(text.split("\n")).run()), end="")


if __name__ == "__main__":
    main()
