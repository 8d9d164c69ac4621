#!/usr/bin/env bash
# Installs the packages of /packages on a system that has nothing, uses all of them, and removes them: see
# tests/proof/packages.sh. /consumer has programs that use the library.
set -euo pipefail
work=$(mktemp -d)
say() { echo "-- $*"; }
fail() {
  echo "use.sh: $*" >&2
  exit 1
}
# quietly COMMAND...: what COMMAND prints is shown only when it fails, which ends the script.
quietly() {
  "$@" >"$work/log" 2>&1 || {
    cat -- "$work/log" >&2
    fail "$*"
  }
}
install() { quietly apt-get install -q -y --no-install-recommends "$@"; }

server=
trap '[[ -z $server ]] || kill "$server" 2>/dev/null || true' EXIT

apt-get update -q >/dev/null
version=$(dpkg-deb -f /packages/libami-dev_*.deb Version)
release=${version%-*}

say "the programs, without what only developers need"
programs=()
for package in /packages/*.deb; do
  [[ $package == */libami-dev_* ]] || programs+=("$package")
done
install "${programs[@]}"
! command -v g++ >/dev/null || fail "the programs' packages have brought a compiler"
for program in amictl ami-wallboard; do
  ! ldd "/usr/bin/$program" | grep 'not found' || fail "$program does not find a library"
done
[[ $(amictl --version) == *"$release"* ]] || fail "amictl has another version"

# start COMMAND...: starts a server, whose output can then be read from descriptor $output.
start() {
  exec {output}< <(exec "$@" 2>&1)
  server=$!
}

# line_with PATTERN: the next line of the server that fits.
line_with() {
  local line
  while IFS= read -r -t 60 -u "$output" line; do
    [[ ! $line =~ $1 ]] || { echo "$line" && return; }
  done
  fail "the server does not say $1"
}

# stop: ends the server.
stop() {
  local status=0
  kill -INT "$server"
  wait "$server" || status=$?
  server=
  exec {output}<&-
  return "$status"
}

say "amictl, as a server and as its client"
printf '%s\n' 'AMI recording 1' 'server: pbx.example.org:5038' '' '0.000000 open 192.0.2.7:5038' \
  '0.001000 < Asterisk Call Manager/11.0.0\r\n' \
  '0.500000 < Event: PeerStatus\r\nPrivilege: system,all\r\nPeer: PJSIP/200\r\nPeerStatus: Reachable\r\n\r\n' \
  '600.000000 stopped' >"$work/calls.ami"
amictl replay "$work/calls.ami" --speed 0 --json | grep PeerStatus >/dev/null || fail "amictl replay shows no event"
start amictl replay "$work/calls.ami" --serve 0 --json
port=$(line_with '"port"' | sed 's/.*"port": *\([0-9]*\).*/\1/')
AMI_SECRET=any amictl -H 127.0.0.1 -P "$port" -u any action Ping | grep Pong >/dev/null || fail "no answer to a ping"
stop || fail "amictl replay did not end well"

say "the wallboard"
start ami-wallboard --listen 127.0.0.1:0
port=$(line_with '^wallboard: http' | sed 's,.*127.0.0.1:\([0-9]*\)/.*,\1,')
# get PATH: the answer, headers included.
get() {
  exec {link}<>"/dev/tcp/127.0.0.1/$port"
  printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1:%s\r\n\r\n' "$1" "$port" >&"$link"
  timeout 30 cat <&"$link"
  exec {link}>&-
}
# shellcheck disable=SC2016 # a dollar sign of JSON
for wanted in '/=<title>' '/wallboard.js=function' '/api/openapi.json="openapi"' '/api/ami.schema.json="$defs"' \
  '/api/state="servers"' '/metrics=ami_'; do
  path=${wanted%%=*}
  get "$path" >"$work/answer" || true
  if ! grep -q '^HTTP/1.* 200' -- "$work/answer" || ! grep -q -F -- "${wanted#*=}" "$work/answer"; then
    head -c 600 -- "$work/answer"
    fail "the wallboard does not answer $path with ${wanted#*=}"
  fi
done
stop || fail "the wallboard did not end well"

say "documentation"
for package in "${programs[@]}" /packages/libami-dev_*.deb; do
  name=$(dpkg-deb -f "$package" Package)
  dpkg-deb -c "$package" >"$work/files"
  for file in copyright changelog.Debian.gz; do
    grep -q " ./usr/share/doc/$name/$file\$" "$work/files" || fail "$name has no $file"
  done
done
for page in amictl ami-wallboard; do
  dpkg -S "/usr/share/man/man1/$page.1.gz" >/dev/null || fail "$page has no manual page"
done
dpkg -S /usr/share/bash-completion/completions/amictl /usr/share/zsh/site-functions/_amictl >/dev/null

say "programs that use the library"
install /packages/libami-dev_*.deb
# Nothing is installed but a compiler and the tools: libami-dev has to bring what its headers include.
install g++ cmake make pkgconf
quietly cmake -S /consumer -B "$work/build" -DCMAKE_CXX_FLAGS=-O0
quietly cmake --build "$work/build" -j2
built=0
# check PROGRAM: that it says the library's version.
check() {
  local actual
  actual=$("$1")
  [[ $actual == "ami $release" ]] || fail "$1 says \"$actual\""
  ldd "$1" >"$work/libraries"
  grep -q 'libami\.so\.[0-9.]* => /\(usr/\)\?lib/' "$work/libraries" || fail "$1 does not use the installed library"
  built=$((built + 1))
}
for program in consumer consumer_live consumer_json consumer_testing; do
  check "$work/build/$program"
done
for package in ami:main ami-live:live ami-json:json ami-testing:testing; do
  # shellcheck disable=SC2046 # words on purpose
  g++ -std=c++20 -O0 -o "$work/${package#*:}" "/consumer/${package#*:}.cpp" $(pkg-config --cflags --libs "${package%:*}")
  check "$work/${package#*:}"
done
[[ -s $(pkg-config --variable=schema ami-json) ]] || fail "the schema is not where ami-json.pc says"
echo "figure: $(. /etc/os-release && echo "$VERSION_CODENAME"): $built programs built by CMake and pkg-config, and run"

say "removal"
mapfile -t names < <(for package in /packages/*.deb; do dpkg-deb -f "$package" Package; done)
quietly apt-get purge -q -y "${names[@]}"
left=$(find /usr /etc /var/lib/dpkg/info -name 'libami*' -o -name '*amictl*' -o -name 'ami-wallboard*' \
  -o -path /usr/include/ami -o -path /usr/share/ami)
[[ -z $left ]] || fail "left behind: $left"
