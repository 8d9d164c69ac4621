#!/bin/sh
# Builds the project in this folder against the library and runs it.
#
#   run.sh static|shared|subdirectory BUILD_DIR [LIBRARY_BUILD_DIR]
#
# static, shared: against an installed library that was moved after its installation, with CMake and with pkg-config. It
# is installed from LIBRARY_BUILD_DIR, where one of that kind was built, else built in BUILD_DIR.
# subdirectory: with the library as a part of the project, to be installed along with it: LIBRARY_BUILD_DIR for static is
# then BUILD_DIR/consumer/ami. CXX, CMAKE_GENERATOR and CMAKE_CXX_COMPILER_LAUNCHER choose what to build with.
set -eu
here=$(cd -- "$(dirname -- "$0")" && pwd)
source=$(cd -- "$here/../.." && pwd)
mode=$1
mkdir -p -- "$2"
work=$(cd -- "$2" && pwd)
library=${3:-$work/library}
expected="ami $(sed -n 's/^#define AMI_VERSION_[MP][A-Z]* \([0-9][0-9]*\)$/\1/p' "$source/include/ami/version.hpp" |
  paste -s -d.)"

export CMAKE_BUILD_PARALLEL_LEVEL=2
# Quick to build rather than quick to run.
set -- -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O0

check() {
  echo "== $*"
  actual=$("$@")
  [ "$actual" = "$expected" ] || {
    echo "expected \"$expected\", and it said \"$actual\"" >&2
    exit 1
  }
}

run_consumer() {
  cmake --build "$work/consumer"
  check "$work/consumer/consumer"
  check "$work/consumer/consumer_live"
  check "$work/consumer/consumer_json"
  if ldd "$work/consumer/consumer" | grep boost_json; then
    echo "ami::ami needs Boost.JSON, which is for ami::json only" >&2
    exit 1
  fi
  if [ -x "$work/consumer/consumer_testing" ]; then
    check "$work/consumer/consumer_testing"
  fi
}

case $mode in
  subdirectory)
    rm -f -- "$work/consumer/CMakeCache.txt"
    # By itself it is neither tested nor installed.
    cmake -S "$here" -B "$work/consumer" "$@" -DAMI_SOURCE_DIR="$source" -DAMI_WARNINGS_AS_ERRORS=ON
    cmake -S "$here" -B "$work/consumer" -DAMI_INSTALL=ON
    run_consumer
    exit
    ;;
  static) shared=OFF ;;
  shared) shared=ON ;;
  *)
    echo "usage: run.sh static|shared|subdirectory BUILD_DIR [LIBRARY_BUILD_DIR]" >&2
    exit 2
    ;;
esac

rm -rf -- "$work/installed" "$work/moved" "$work/consumer"
if [ "$library" = "$work/library" ]; then
  cmake -S "$source" -B "$library" "$@" -DBUILD_SHARED_LIBS=$shared -DAMI_BUILD_TESTS=OFF -DAMI_BUILD_EXAMPLES=OFF
  cmake --build "$library"
fi
cmake --install "$library" --prefix "$work/installed"
mv -- "$work/installed" "$work/moved"
if grep -rIlF -e "$source/" -e "$work/" -e "$library/" -- "$work/moved"; then
  echo "the files above name a folder of this machine" >&2
  exit 1
fi

cmp -- "$source/src/catalogue/ami.schema.json" "$work/moved/share/ami/ami.schema.json"

cmake -S "$here" -B "$work/consumer" "$@" -DCMAKE_PREFIX_PATH="$work/moved"
run_consumer

if command -v pkg-config >/dev/null; then
  PKG_CONFIG_PATH=$(dirname -- "$(find "$work/moved" -name ami.pc)")
  export PKG_CONFIG_PATH
  LD_LIBRARY_PATH=$(pkg-config --variable=libdir ami)
  export LD_LIBRARY_PATH
  for package in ami:main ami-live:live ami-json:json ami-testing:testing; do
    program=$work/consumer/with_pkg_config_${package#*:}
    flags=$(pkg-config --cflags --libs "${package%:*}")
    echo "== pkg-config: $flags"
    # shellcheck disable=SC2086 # words on purpose
    ${CXX:-c++} -std=c++20 -o "$program" "$here/${package#*:}.cpp" $flags
    check "$program"
  done
  cmp -- "$source/src/catalogue/ami.schema.json" "$(pkg-config --variable=schema ami-json)"
else
  echo "pkg-config is not installed: ami.pc, ami-live.pc, ami-json.pc and ami-testing.pc were not tested"
fi
