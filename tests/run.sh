#!/bin/sh
# Builds and runs the tests.
#
#   sh tests/run.sh              every test once, real Asterisks, examples and programs that use the library included
#   sh tests/run.sh sanitizers   those of the library under AddressSanitizer, UndefinedBehaviorSanitizer, ThreadSanitizer,
#                                and 2,000 inputs for each fuzz target
#   sh tests/run.sh proof [PART...]
#                                what takes hours: the scripts of tests/proof, each of which says what it shows, all or
#                                those named, one after the other; their figures are printed at the end
#
# Installs what is missing on Debian (see cmake/packages.sh), and builds into build/test, build/asan, build/tsan, build/gcc12
# and build/fuzz, the presets of these names. The Asterisks are installed while the build runs, into a folder that is kept
# (see tests/asterisk/folder.sh). Everything runs whatever fails. The output ends with what failed and why, the time that
# each stage took, and the slowest cases, so that its last lines are enough.
set -eu
mode=${1:-tests}
case $mode in
  tests | sanitizers | proof) ;;
  *)
    echo "usage: run.sh [sanitizers | proof [PART...]]" >&2
    exit 2
    ;;
esac
root=$(cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/cmake/packages.sh"
cd -- "$root"
logs=build/run-$mode
rm -rf -- "$logs"
mkdir -p -- "$logs"
: >"$logs/stages"

background=
# shellcheck disable=SC2086 # numbers of processes
trap '[ -z "$background" ] || kill $background 2>/dev/null || true' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# processor_seconds: what the children of this shell have used that it has waited for, into $used. Not in a subshell, which
# has no children yet.
processor_seconds() {
  times >"$logs/times"
  used=$(awk 'NR == 2 { split($1 "m" $2, t, "m"); print t[1] * 60 + t[2] + t[3] * 60 + t[4] }' "$logs/times")
}

# stage NAME BUDGET COMMAND...: runs COMMAND, and notes its time for the report. BUDGET: processor seconds. Fails as
# COMMAND does.
stage() {
  stage_name=$1
  budget=$2
  shift 2
  printf '\n=== %s\n' "$stage_name"
  began=$(date +%s.%N)
  processor_seconds
  used_before=$used
  result=0
  "$@" || result=$?
  processor_seconds
  printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$stage_name" "$began" "$(date +%s.%N)" "$used_before" "$used" "$budget" "$result" \
    >>"$logs/stages"
  return "$result"
}

# keeping FILE COMMAND...: runs COMMAND, shows what it prints, and keeps it in FILE. Fails as COMMAND does.
keeping() {
  file=$1
  shift
  rm -f -- "$logs/result"
  {
    result=0
    "$@" || result=$?
    echo "$result" >"$logs/result"
  } 2>&1 | tee "$file"
  return "$(cat -- "$logs/result" || echo 1)"
}

configure_and_build() {
  cmake --preset "$1" --log-level=WARNING && cmake --build --preset "$1" --target "$2"
}

# build_and_test PRESET TARGET BUILD_BUDGET TEST_BUDGET [CTEST_ARGUMENT...]
build_and_test() {
  preset=$1
  target=$2
  build_budget=$3
  test_budget=$4
  shift 4
  built=0
  stage "$preset: build" "$build_budget" keeping "$logs/$preset.build" configure_and_build "$preset" "$target" || built=$?
  wait_for_background
  if [ "$built" -ne 0 ]; then
    tail -n 40 -- "$logs/$preset.build" >"$logs/$preset.failed-build"
    return 0
  fi
  stage "$preset: tests" "$test_budget" ctest --preset "$preset" --output-junit "$root/$logs/$preset.xml" "$@" || true
}

install_asterisk() {
  tests/asterisk/install.sh "$1" >"$logs/asterisk-$1.log" 2>&1 &
  background="$background $!"
}

# What could not be installed is said by the tests that need it.
wait_for_background() {
  [ -n "$background" ] || return 0
  stage "Asterisks: the rest of their installation" 100 wait_for_asterisks
  background=
}

wait_for_asterisks() {
  # shellcheck disable=SC2086 # numbers of processes
  wait $background || true
}

need_to_build
case $mode in
  tests) need_to_test ;;
  sanitizers) need_to_sanitize ;;
  proof) ;; # each part says itself what it needs
esac
stage packages 100 install_missing

case $mode in
  tests)
    install_asterisk sid
    install_asterisk bullseye
    build_and_test test all 800 400
    ;;
  sanitizers)
    build_and_test asan sanitized 430 230 -L '^(unit|integration|memory|secrets|gcc12)'
    build_and_test tsan sanitized 260 150 -L '^(unit|integration)'
    build_and_test gcc12 gcc12 250 20 -L '^gcc12'
    stage fuzz 500 keeping "$logs/fuzz.log" sh tests/fuzz/run.sh --check || true
    ;;
  proof)
    shift
    # shellcheck disable=SC2046 # names without spaces
    [ $# -ne 0 ] || set -- $(cd tests/proof && printf '%s\n' *.sh | sed 's/\.sh$//')
    for part in "$@"; do
      stage "$part" 7200 keeping "$logs/$part.log" bash "tests/proof/$part.sh" || true
    done
    ;;
esac

echo
python3 tests/report.py "$logs"
