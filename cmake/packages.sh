# shellcheck shell=sh
# Debian packages, for the scripts that source this file: says which are missing and installs them. Does nothing where
# nothing is missing, and leaves systems without apt-get alone.

# need PACKAGE [COMMAND...]: adds it to $missing, unless COMMAND succeeds or it is installed.
missing=
need() {
  package=$1
  shift
  if [ $# -gt 0 ] && "$@" >/dev/null 2>&1; then return; fi
  command -v dpkg-query >/dev/null || return 0
  case " $(dpkg-query -W -f '${db:Status-Status} ' "$package" 2>/dev/null)" in
    *" installed "*) return ;;
  esac
  missing="$missing $package"
}

have() { command -v "$1"; }

debian() { (. /etc/os-release && echo "${ID:-}-${VERSION_ID:-}"); }

have_boost() {
  [ "$(sed -n 's/^#define BOOST_VERSION \([0-9][0-9]*\).*/\1/p' /usr/include/boost/version.hpp 2>/dev/null)" -ge 108100 ]
}

have_jsonschema() {
  python3 -c 'from jsonschema import Draft202012Validator'
}

have_thread_sanitizer() {
  echo 'int main() {}' | clang++ -fsanitize=thread -x c++ - -o /dev/null
}

have_profile_runtime() {
  echo 'int main() {}' | clang++ -fprofile-instr-generate -x c++ - -o /dev/null
}

have_llvm_cov() {
  have "$(clang++ -print-prog-name=llvm-cov)" && have "$(clang++ -print-prog-name=llvm-profdata)"
}

need_to_build() {
  need g++ have g++
  need cmake have cmake
  need ninja-build have ninja
  case $(debian) in
    debian-12) need libboost1.81-dev have_boost ;;
    *) need libboost-dev have_boost ;;
  esac
  need libfmt-dev
  need libspdlog-dev
  need libssl-dev
}

need_for_amictl() {
  need_json
  need libcli11-dev
  need libncurses-dev
}

need_for_wallboard() {
  need_json
  need libcli11-dev
  need libcpp-httplib-dev
  need pkgconf have pkg-config
}

# Its page is tested in a real browser.
need_for_wallboard_tests() {
  need chromium have chromium
  need chromium-driver have chromedriver
  need python3-selenium
}

need_for_relay() {
  need_json
  need pkgconf have pkg-config
  need libcli11-dev
  need libhiredis-dev
  need librdkafka-dev
}

need_to_test() {
  need_for_all_tests
  need_for_amictl
  need python3-jsonschema have_jsonschema
  need_for_wallboard
  need_for_wallboard_tests
  need_for_relay
  need redis-server have redis-server
  need tmux have tmux
  need mmdebstrap have mmdebstrap
  need openssl have openssl
  need doxygen have doxygen
}

need_to_sanitize() {
  need_for_all_tests
  need clang have clang++
  need libclang-rt-dev have_thread_sanitizer
}

need_to_measure_coverage() {
  need_for_all_tests
  need clang have clang++
  need libclang-rt-dev have_profile_runtime
  need llvm have_llvm_cov
}

need_json() {
  case $(debian) in
    debian-12) need libboost-json1.81-dev ;;
    *) need libboost-json-dev ;;
  esac
}

need_for_all_tests() {
  need_json
  need catch2
  need ccache have ccache
  need python3 have python3
}

need_to_bench() {
  need_json
  need libbenchmark-dev
  need binutils have strip
  need python3 have python3
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  else
    sudo "$@"
  fi
}

# Installs what is in $missing.
install_missing() {
  [ -n "$missing" ] || return 0
  command -v dpkg-query >/dev/null && command -v apt-get >/dev/null || return 0
  if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
    echo "These packages are missing, and there is no sudo to install them with:$missing" >&2
    return 1
  fi
  echo "Installing with apt-get:$missing" >&2
  case $missing in
    *libboost1.81-dev*) echo "(libboost1.81-dev replaces libboost1.74-dev if that is installed)" >&2 ;;
  esac
  as_root apt-get update -q >&2
  # shellcheck disable=SC2086 # words on purpose
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing >&2
}
