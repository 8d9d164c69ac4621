#!/bin/sh
# Builds and runs all tests.
#
#   sh tests/run.sh
#   AMI_TEST_STAGES="asan debug" sh tests/run.sh
#
# Stages: asan and tsan run the unit and integration tests under the sanitizers, clang runs those of tests/gcc12 built
# with Clang, debug runs everything there is; it comes last, so the output ends with CTest's summary of it. Installs what
# is missing on Debian (see cmake/packages.sh), and builds into build/.
set -eu
root=$(cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/cmake/packages.sh"

stages=${AMI_TEST_STAGES:-asan tsan clang debug}
for name in $stages; do
  case $name in
    asan | tsan | clang | debug) ;;
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
    failed="$failed $name"
    return 0
  fi
  printf '\n=== %s: tests\n' "$name"
  if [ "$name" = debug ] && [ -n "$failed" ]; then
    echo "These stages failed before this one:$failed"
  fi
  ctest --preset "$name" "$@" || failed="$failed $name"
}

stage asan unit_and_integration -L '^(unit|integration)$'
stage tsan unit_and_integration -L '^(unit|integration)$'
stage clang gcc12 -L '^gcc12$'
stage debug all
[ -z "$failed" ]
