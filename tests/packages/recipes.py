#!/usr/bin/env python3
"""Compares the port for vcpkg, the recipe for Conan and the list of changes with the build.

Usage: recipes.py [CMAKE]

Neither vcpkg nor Conan is needed. The recipe's Python is compiled and its class read, and the port is run by CMake with
functions in the place of vcpkg's that only say how they were called.
"""
import ast
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
# The names of what CMake finds, in the two registries; of Boost, vcpkg has a port for each library.
VCPKG_NAMES = {"fmt": "fmt", "spdlog": "spdlog", "OpenSSL": "openssl"}
CONAN_NAMES = {"Boost": "boost", "fmt": "fmt", "spdlog": "spdlog", "OpenSSL": "openssl"}
# Comes with each of the others that are named, and has no other version than they.
IMPLIED_BOOST = {"system", "version"}
# What a user may choose, and the option of the build.
CHOICES = {"json": "AMI_BUILD_JSON", "testing": "AMI_BUILD_TESTING_LIBRARY"}
STAND_INS = """
set(CURRENT_PACKAGES_DIR "@folder@")
function(vcpkg_check_features)
  cmake_parse_arguments(arg "" "OUT_FEATURE_OPTIONS" "FEATURES" ${ARGN})
  set(options "")
  while(arg_FEATURES)
    list(POP_FRONT arg_FEATURES feature option)
    message("feature ${feature} ${option}")
  endwhile()
endfunction()
function(vcpkg_cmake_configure)
  cmake_parse_arguments(arg "" "SOURCE_PATH" "OPTIONS" ${ARGN})
  message("source ${arg_SOURCE_PATH}")
  foreach(option IN LISTS arg_OPTIONS)
    message("option ${option}")
  endforeach()
endfunction()
function(vcpkg_install_copyright)
  cmake_parse_arguments(arg "" "" "FILE_LIST" ${ARGN})
  foreach(file IN LISTS arg_FILE_LIST)
    message("copyright ${file}")
  endforeach()
endfunction()
foreach(name IN ITEMS vcpkg_cmake_install vcpkg_cmake_config_fixup vcpkg_fixup_pkgconfig)
  cmake_language(EVAL CODE "function(${name})\\n message(\\"${name}\\")\\n endfunction()")
endforeach()
include("@port@")
"""


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def numbers(version):
    """A version as a list without zeros at its end: 1.81 and 1.81.0 are the same."""
    result = [int(part) for part in version.split(".")]
    while result and result[-1] == 0:
        result.pop()
    return result


class Build:
    """What the project's own files say."""

    def __init__(self):
        self.version = ".".join(re.findall(r"^#define AMI_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)$",
                                           read("include/ami/version.hpp"), re.MULTILINE))
        self.options = set(re.findall(r"^option\((AMI_\w+) ", read("CMakeLists.txt"), re.MULTILINE))
        self.needs = dict(re.findall(r"^ami_require\(\s*(\w+)\s+VERSION ([0-9.]+)", read("cmake/AmiDependencies.cmake"),
                                     re.MULTILINE))
        self.boost = set()
        for folder in ("include", "src"):
            for file in (ROOT / folder).rglob("*.[hc]pp"):
                if "amictl" not in file.parts:
                    self.boost |= set(re.findall(r"#include <boost/(\w+)", file.read_text(encoding="utf-8")))
        self.boost -= IMPLIED_BOOST


def vcpkg_problems(build, cmake):
    port = json.loads(read("cmake/vcpkg/vcpkg.json"))
    if port["version"] != build.version:
        yield f"vcpkg.json: version {port['version']}, and the project has {build.version}"
    needs = {need["name"]: need for need in port["dependencies"] if not need.get("host")}
    for feature in port["features"].values():
        needs |= {need["name"]: need for need in feature.get("dependencies", [])}
    expected = {vcpkg: build.needs[cmake_name] for cmake_name, vcpkg in VCPKG_NAMES.items()}
    expected |= {f"boost-{library}": build.needs["Boost"] for library in build.boost}
    for name in sorted(expected.keys() | needs.keys()):
        if name not in needs or name not in expected:
            yield f"vcpkg.json: {name} is {'missing' if name in expected else 'not used by the library'}"
        elif numbers(needs[name]["version>="]) != numbers(expected[name]):
            yield f"vcpkg.json: {name} {needs[name]['version>=']}, and the build asks for {expected[name]}"
    if port["features"].keys() != CHOICES.keys():
        yield f"vcpkg.json: the features are not {sorted(CHOICES)}"
    if not set(port["default-features"]) <= port["features"].keys():
        yield "vcpkg.json: a default feature is none"
    yield from portfile_problems(build, cmake)


def portfile_problems(build, cmake):
    with tempfile.TemporaryDirectory() as folder:
        script = pathlib.Path(folder) / "port.cmake"
        port = ROOT / "cmake/vcpkg/portfile.cmake"
        script.write_text(STAND_INS.replace("@folder@", folder).replace("@port@", str(port)), encoding="utf-8")
        run = subprocess.run([cmake, "-P", str(script)], capture_output=True, text=True)
    if run.returncode != 0:
        yield f"portfile.cmake: {run.stderr.strip()}"
        return
    said = [line.split(" ", 1) for line in run.stderr.splitlines()]
    if ["source", str(ROOT)] not in said:
        yield "portfile.cmake: it does not build the project that it lies in"
    if {tuple(rest.split()) for word, *rest in said if word == "feature" for rest in rest} != set(CHOICES.items()):
        yield f"portfile.cmake: the features do not set {CHOICES}"
    for option in (rest[0] for word, *rest in said if word == "option"):
        yield from option_problems(build, "portfile.cmake", re.match(r"-D(\w+)=", option).group(1))
    for file in (rest[0] for word, *rest in said if word == "copyright"):
        if not pathlib.Path(file).is_file():
            yield f"portfile.cmake: there is no {file}"


def conan_problems(build):
    tree = ast.parse(read("cmake/conan/conanfile.py"), "conanfile.py")
    compile(tree, "conanfile.py", "exec")
    recipe = next(node for node in tree.body if isinstance(node, ast.ClassDef))
    values = {node.targets[0].id: ast.literal_eval(node.value) for node in recipe.body if isinstance(node, ast.Assign)}
    needs = {}
    set_options = set()
    for node in ast.walk(recipe):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "requires":
            name, bounds = node.args[0].value.split("/")
            needs[name] = re.match(r"\[>=([0-9.]+)", bounds).group(1)
        elif isinstance(node, ast.Subscript) and getattr(node.value, "attr", "") == "cache_variables":
            set_options.add(node.slice.value)
    expected = {conan: build.needs[cmake_name] for cmake_name, conan in CONAN_NAMES.items()}
    if {name: numbers(version) for name, version in needs.items()} != {
            name: numbers(version) for name, version in expected.items()}:
        yield f"conanfile.py: it requires {needs}, and the build {expected}"
    for choice, option in CHOICES.items():
        if choice not in values["options"] or option not in set_options:
            yield f"conanfile.py: no option {choice} that sets {option}"
    if values["options"].keys() != values["default_options"].keys():
        yield "conanfile.py: an option has no default"
    for option in set_options:
        yield from option_problems(build, "conanfile.py", option)
    if any(isinstance(node, ast.Constant) and node.value == build.version for node in ast.walk(recipe)):
        yield "conanfile.py: the version is read from version.hpp, and not written a second time"


def option_problems(build, file, option):
    if option not in build.options:
        yield f"{file}: the build has no option {option}"


def changelog_problems(build):
    text = read("cmake/CHANGELOG.md")
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    for heading in headings:
        if not re.fullmatch(r"[0-9.]+ \((Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z][a-z] \d{4}\)", heading):
            yield f'CHANGELOG.md: "{heading}" is not as in "1.2.3 (Tue, 01 Dec 2026)"'
    if not headings or headings[0].split()[0] != build.version:
        yield f"CHANGELOG.md: the first version is not {build.version}"
    for number, line in enumerate(text.splitlines(), 1):
        # The line of a Debian changelog has two blanks more, and 80 characters at most.
        if len(line) > 78:
            yield f"CHANGELOG.md:{number}: longer than 78 characters"
        if headings and not re.fullmatch(r"|# .*|## .*|[^#@]*", line):
            yield f"CHANGELOG.md:{number}: a character that means something else: # or @"


def main(arguments):
    build = Build()
    found = [*vcpkg_problems(build, arguments[0] if arguments else "cmake"), *conan_problems(build),
             *changelog_problems(build)]
    for problem in found:
        print(problem)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
