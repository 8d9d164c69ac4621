#!/usr/bin/env bash
# Makes the catalogue from the documentation of installed Asterisks and compares it with the committed one.
#
#   catalogue_from_xml.sh PYTHON
#
# Asterisk goes into $AMI_TEST_DIR/asterisk-SUITE, or ${TMPDIR:-/var/tmp}/ami-asterisk-SUITE, as run.sh says.
# Exit status: 0 the same; 77 when Asterisk cannot be installed here, or the suites have other versions by now; 1 it
# differs, or failed; 2 wrong use.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
(($# == 1)) || {
  echo "usage: catalogue_from_xml.sh PYTHON" >&2
  exit 2
}

sources=()
for server in 16=bullseye 22=sid; do
  version=${server%%=*}
  suite=${server#*=}
  if [[ -n ${AMI_TEST_DIR:-} ]]; then
    dir=$AMI_TEST_DIR/asterisk-$suite
  else
    dir=${TMPDIR:-/var/tmp}/ami-asterisk-$suite
  fi
  status=0
  "$here/install.sh" "$suite" "$dir" || status=$?
  ((status == 0)) || exit "$status"
  installed=$(sed -n '/^Package: asterisk$/,/^$/s/^Version: \([0-9]*:\)\?//p' "$dir/var/lib/dpkg/status")
  [[ $installed == "$version".* ]] || {
    echo "skipped: Debian $suite has Asterisk ${installed:-unknown} now, and not $version"
    exit 77
  }
  echo "Asterisk $version: $installed"
  sources+=("$version=$dir/usr/share/asterisk/documentation/core-en_US.xml")
done
"$1" "$here/../../src/catalogue/extract.py" --check "${sources[@]}"
"$1" "$here/../../src/catalogue/generate.py" --check
echo "the committed catalogue and headers are what these give"
