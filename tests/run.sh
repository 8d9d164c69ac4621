#!/bin/sh
# Builds and runs all tests.
#
#   sh tests/run.sh
#   AMI_TEST_STAGES="tsan debug" sh tests/run.sh
#
# Stages: asan and tsan run the unit and integration tests and those of tests/gcc12 under the sanitizers, with GCC and
# Clang, and rest runs all others, and those that sanitizers keep from seeing what they look for. debug, which is not among them unless asked for, runs everything without sanitizers.
# All run whatever fails, and the output ends with what failed and why, so that its last lines are enough. Installs what
# is missing on Debian (see cmake/packages.sh), and builds into build/.
set -eu
root=$(cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/cmake/packages.sh"

stages=${AMI_TEST_STAGES:-asan tsan rest}
for name in $stages; do
  case $name in
    asan | tsan | rest | debug) ;;
    *)
      echo "AMI_TEST_STAGES: there is no stage \"$name\"" >&2
      exit 2
      ;;
  esac
done

need_to_build
need_to_test
install_missing

cd -- "$root"
launcher=
if command -v ccache >/dev/null; then
  launcher=-DCMAKE_CXX_COMPILER_LAUNCHER=ccache
fi

failed=

# stage NAME TARGET [CTEST_OPTION...]: NAME is also the preset.
stage() {
  name=$1
  target=$2
  shift 2
  case " $stages " in
    *" $name "*) ;;
    *) return 0 ;;
  esac
  printf '\n=== %s: build\n' "$name"
  # shellcheck disable=SC2086 # nothing, or one word
  if ! cmake --preset "$name" --log-level=WARNING $launcher || ! cmake --build --preset "$name" --target "$target"; then
    failed="$failed $name:$target"
    return 0
  fi
  printf '\n=== %s: tests\n' "$name"
  rm -f "build/$name/Testing/Temporary/LastTestsFailed.log"
  ctest --preset "$name" "$@" || failed="$failed $name"
}

# why_tests_failed NAME: the names of the tests that failed, and how the output of the first ones begins.
why_tests_failed() {
  logs=build/$1/Testing/Temporary
  [ -f "$logs/LastTestsFailed.log" ] || return 0
  cut -d: -f2- "$logs/LastTestsFailed.log" | head -n 20
  awk '
    FNR == NR { sub(/^[0-9]+:/, ""); if (++tests <= 3) wanted[$0]; next }
    /^[0-9]+\/[0-9]+ Testing: / { name = $0; sub(/^[^:]*: /, "", name) }
    /^<end of output>$/ { left = 0 }
    left > 0 { print substr($0, 1, 200); --left }
    /^Output:$/ && name in wanted { print "\n--- " name; left = 30 }
  ' "$logs/LastTestsFailed.log" "$logs/LastTest.log"
}

stage asan sanitized -L '^(unit|integration|gcc12)$'
stage tsan sanitized -L '^(unit|integration|gcc12)$'
stage rest all
stage debug all

for one in $failed; do
  name=${one%%:*}
  if [ "$name" = "$one" ]; then
    printf '\n=== %s: tests failed\n' "$name"
    why_tests_failed "$name"
  else
    printf '\n=== %s: the build failed\n' "$name"
    cmake --build --preset "$name" --target "${one#*:}" 2>&1 | tail -n 40
  fi
done
[ -z "$failed" ]
