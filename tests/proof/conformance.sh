#!/bin/sh
# Shows on real Asterisks, 22 (Debian sid) and 16 (bullseye), that the library understands what they send:
#
# - every action that ListCommands names is sent through its typed class and answered, and each header of the answer is one
#   that a typed accessor reads;
# - a day of calls (Local channels, a SIP telephone, conferences, queues, parking, transfers, pickup, hold, fax, voicemail,
#   AsyncAGI, recordings, states, failed logins) arrives as typed events, each of them the same bytes in the same order as
#   on a plain socket beside the library.
#
#   sh tests/proof/conformance.sh            fails also when the tables of examples/guide/conformance.md are not what came out
#   sh tests/proof/conformance.sh --write    writes these tables
#
# Takes a minute when all is built. Installs what is missing on Debian (see cmake/packages.sh), builds into build/test, and
# installs the Asterisks into a folder that is kept (see tests/asterisk/folder.sh). Exit status: 77 when an Asterisk cannot
# be installed here.
set -eu
case ${1-} in
  "" | --write) ;;
  *)
    echo "usage: conformance.sh [--write]" >&2
    exit 2
    ;;
esac
root=$(cd -- "$(dirname -- "$0")/../.." && pwd)
. "$root/cmake/packages.sh"
need_to_build
need_to_test
need sip-tester have sipp
install_missing
cd -- "$root"
cmake --preset test --log-level=WARNING >/dev/null
cmake --build --preset test --target ami_conformance_tests >&2

work=build/conformance
rm -rf -- "$work"
mkdir -p -- "$work"
failed=0
skipped=
for server in 16=bullseye 22=sid; do
  version=${server%%=*}
  result=0
  AMI_CONFORMANCE_REPORT="$root/$work/$version" AMI_CONFORMANCE_BYTES="$root/$work/$version.bytes" \
    tests/asterisk/run.sh "${server#*=}" -- build/test/tests/ami_conformance_tests >"$work/$version.log" 2>&1 || result=$?
  cat -- "$work/$version.log"
  case $result in
    0) ;;
    77) skipped=yes ;;
    *) failed=1 ;;
  esac
done
if [ "$failed" -eq 0 ] && [ -z "$skipped" ]; then
  python3 tests/conformance/page.py ${1+"$1"} "$work/16" "$work/22" || failed=1
fi
[ -z "$skipped" ] || [ "$failed" -ne 0 ] || exit 77
exit "$failed"
