#!/usr/bin/env bash
# Makes the catalogue from the documentation of installed Asterisks and compares it with the committed one.
#
#   catalogue_from_xml.sh PYTHON
#
# Asterisk goes into the folder that folder.sh names.
# Exit status: 0 the same; 77 when Asterisk cannot be installed here, or when it differs and the suites have other
# packages by now than those that the committed one was made from (overrides.toml; what is new is printed); 1 it differs,
# or failed; 2 wrong use.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
. "$here/folder.sh"
(($# == 1)) || {
  echo "usage: catalogue_from_xml.sh PYTHON" >&2
  exit 2
}

catalogue=$here/../../src/catalogue
sources=()
other=()
for server in 16=bullseye 22=sid; do
  version=${server%%=*}
  suite=${server#*=}
  dir=$(asterisk_folder "$suite")
  status=0
  "$here/install.sh" "$suite" || status=$?
  ((status == 0)) || exit "$status"
  installed=$(sed -n '/^Package: asterisk$/,/^$/s/^Version: \([0-9]*:\)\?//p' "$dir/var/lib/dpkg/status")
  [[ $installed == "$version".* ]] || {
    echo "skipped: Debian $suite has Asterisk ${installed:-unknown} now, and not $version"
    exit 77
  }
  echo "Asterisk $version: $installed"
  made_from=$(sed -n "s/^read\\.$version = \"\\(.*\\)\"$/\\1/p" "$catalogue/overrides.toml")
  [[ -n $made_from ]] || {
    echo "overrides.toml does not say which Asterisk $version was read" >&2
    exit 1
  }
  [[ $installed == "$made_from" ]] || other+=("$version: $installed, the catalogue was made from $made_from")
  sources+=("$version=$dir/usr/share/asterisk/documentation/core-en_US.xml")
done
"$1" "$catalogue/generate.py" --check
if "$1" "$catalogue/extract.py" --check "${sources[@]}" 2>&1; then
  echo "the committed catalogue and headers are what these give"
elif ((${#other[@]} > 0)); then
  printf 'skipped: it differs as shown, and Asterisk is another one: %s\n' "${other[@]}"
  exit 77
else
  exit 1
fi
