#!/usr/bin/env bash
# Installs a real Asterisk, from a Debian suite, into a folder of its own (a chroot).
#
#   install.sh SUITE [DIR]
#
# DIR: by default the folder that folder.sh names.
# SUITE: sid (Asterisk 22) or bullseye (Asterisk 16). Does nothing when DIR is complete already; leaves no half DIR
# when it fails; two at once for the same DIR wait for each other. AMI_TEST_DEBIAN_MIRROR names another mirror.
# Exit status: 0 installed; 77 it cannot be installed here (the reason is on standard output, for CTest's
# SKIP_RETURN_CODE); 1 it failed; 2 wrong use.
set -euo pipefail

recipe=1 # raise it when what is installed changes: folders of an older recipe are made anew
mirror=${AMI_TEST_DEBIAN_MIRROR:-http://deb.debian.org/debian}

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
. "$here/folder.sh"

die() {
  echo "install.sh: $2" >&2
  exit "$1"
}
skip() {
  echo "skipped: $1"
  exit 77
}

(($# == 1 || $# == 2)) || die 2 "usage: install.sh SUITE [DIR]"
suite=$1
case $suite in
  sid | bullseye) ;;
  *) die 2 "no suite $suite: only sid and bullseye" ;;
esac
dir=$(realpath -m -- "${2:-$(asterisk_folder "$suite")}")
part=$dir.part
stamp=$dir/.ami-test-asterisk

((EUID == 0)) || skip "needs root" # to run it, too: chroot
complete() { [[ -f $stamp && $(<"$stamp") == "$suite $recipe" ]]; }
say_complete() { echo "asterisk: $suite is already installed in $dir"; }

if complete; then
  say_complete
  exit 0
fi
# Only a folder that this script made is ever removed.
if [[ -f $stamp ]]; then
  [[ $(<"$stamp") == "$suite "* ]] || die 2 "$dir holds another suite: $(<"$stamp")"
elif [[ -e $dir ]]; then
  rmdir -- "$dir" 2>/dev/null || die 2 "$dir exists and was not made by this script"
fi
command -v mmdebstrap >/dev/null || skip "mmdebstrap is not installed"
command -v flock >/dev/null || skip "flock is not installed"

# The folder of the unfinished work is the lock too. Who held it may have removed it, so look again after waiting.
mkdir -p -- "$(dirname -- "$dir")"
while :; do
  mkdir -p -- "$part"
  exec {lock}<"$part" || continue
  flock "$lock"
  [[ /proc/self/fd/$lock -ef $part ]] && break
  exec {lock}<&-
done
child=
cleanup() {
  if [[ -n $child ]]; then
    kill "$child" 2>/dev/null || true
    wait "$child" || true
  fi
  rm -rf --one-file-system -- "$part"
}
trap cleanup EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
if complete; then
  say_complete
  exit 0
fi
find "$part" -xdev -mindepth 1 -delete # of one that was killed

# The manual pages and the like are half of the size. Asterisk's own documentation (XML) is below
# /usr/share/asterisk and stays: without it some manager actions answer differently.
excludes=()
for path in doc doc-base info lintian locale man; do
  excludes+=(--dpkgopt="path-exclude=/usr/share/$path/*")
done
log=$part/log
timeout --kill-after=10 900 mmdebstrap --mode=root --variant=apt \
  --aptopt='Acquire::Check-Valid-Until "false"' --aptopt='Acquire::Retries "2"' --aptopt='Acquire::http::Timeout "20"' \
  "${excludes[@]}" --include=asterisk,asterisk-config "$suite" "$part/root" "$mirror" </dev/null >"$log" 2>&1 &
child=$!
status=0
wait "$child" || status=$?
child=

if ((status != 0)); then
  logged() { grep -qiE -- "$1" "$log"; }
  ((status == 124)) && skip "the Debian mirror is too slow"
  logged 'NO_PUBKEY|EXPKEYSIG' && skip "the archive keys of Debian $suite are not installed"
  logged 'could not resolve|temporary failure|could not connect|unable to connect|connection (failed|timed out|refused)|network is unreachable|failed to fetch|does not have a release file' &&
    skip "cannot reach a Debian mirror"
  logged 'unable to locate package|no installation candidate|unmet dependencies|held broken packages' &&
    skip "Debian $suite cannot install asterisk at present"
  logged 'operation not permitted|mounted with nodev|cannot mknod' && skip "not allowed to make a root file system here"
  tail -n 30 -- "$log" >&2
  die 1 "mmdebstrap failed ($status)"
fi

root=$part/root
[[ -x $root/usr/sbin/asterisk && -n $(compgen -G "$root/usr/share/asterisk/documentation/*.xml") ]] ||
  die 1 "the installation lacks asterisk or its documentation"
# No name server: nothing that runs in there shall ask the outside.
rm -f -- "$root/etc/resolv.conf" "$root/etc/hosts"
: >"$root/etc/resolv.conf"
printf '127.0.0.1 localhost\n' >"$root/etc/hosts"
version=$(chroot "$root" /usr/sbin/asterisk -V)
echo "$suite $recipe" >"$root/${stamp##*/}"
rm -rf --one-file-system -- "$dir"
mv -T -- "$root" "$dir"
echo "asterisk: installed $version ($suite) in $dir"
