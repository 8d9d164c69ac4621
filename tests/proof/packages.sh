#!/usr/bin/env bash
# Shows that the Debian packages can be built, installed, used and removed on clean systems: they are built in a root file
# system of each Debian release, looked through by lintian, and installed in another one that has nothing. There amictl and
# the wallboard run, and programs are built with the installed library by CMake and by pkg-config.
#
#   tests/proof/packages.sh [--quick] [SUITE...]     bookworm and trixie: Debian 12 and 13
#
# --quick builds without optimisation, to try changes of the packaging; lintian then misses what comes with optimisation.
# What is packaged is the working tree; the packages are left in build/packages-SUITE/packages. Needs root, and Debian's
# mirror. The systems and the compiler's cache are kept beside the tests' Asterisks (see tests/asterisk/folder.sh); a clean
# system is unpacked anew each time.
# Exit status: 0 all passed; 77 a root file system cannot be made here; 1 something failed.
set -euo pipefail
project=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
. "$project/cmake/packages.sh"
. "$project/tests/asterisk/folder.sh"
quick=
[[ ${1:-} != --quick ]] || {
  quick=-DCMAKE_CXX_FLAGS_RELEASE=-O0
  shift
}
(($#)) || set -- bookworm trixie

[[ $(id -u) == 0 ]] || {
  echo "packages.sh: only root can make root file systems"
  exit 77
}
need mmdebstrap have mmdebstrap
install_missing
kept=$(dirname -- "$(asterisk_folder sid)")
mkdir -p -- "$kept"

clean=
trap '[[ -z $clean ]] || rm -rf --one-file-system -- "$clean"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# unpack SUITE FOLDER: a root file system with nothing but what Debian cannot do without.
unpack() {
  local tar=$kept/packages-$1.tar
  if [[ ! -s $tar ]]; then
    mmdebstrap --quiet --format=tar --variant=minbase --include=ca-certificates "$1" "$tar.part" || {
      echo "packages.sh: a root file system of $1 cannot be made here"
      exit 77
    }
    mv -- "$tar.part" "$tar"
  fi
  mkdir -p -- "$2"
  tar -xf "$tar" -C "$2" --exclude='./dev/*'
}

# enter ROOT MOUNT... -- COMMAND...: runs COMMAND in a root file system. MOUNT: FOLDER:PLACE, or FOLDER:PLACE:ro. The
# mounts are of a namespace of their own and end with it.
enter() {
  local root=$1
  shift
  cp -L -- /etc/resolv.conf /etc/hosts "$root/etc/"
  # shellcheck disable=SC2016 # the inner shell's variables
  unshare --mount --propagation private bash -c '
    set -euo pipefail
    root=$1
    shift
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    while [[ $1 != -- ]]; do
      IFS=: read -r folder place mode <<<"$1"
      mkdir -p -- "$root$place"
      mount --bind -- "$folder" "$root$place"
      [[ -z $mode ]] || mount -o "remount,bind,$mode" -- "$root$place"
      shift
    done
    shift
    exec chroot "$root" /usr/bin/env -i HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin \
      DEBIAN_FRONTEND=noninteractive ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
      CCACHE_DIR=/ccache "$@"' enter "$root" "$@" </dev/null
}

for suite in "$@"; do
  began=$SECONDS
  echo "== $suite: build"
  builder=$kept/packages-$suite
  [[ -d $builder ]] || {
    rm -rf --one-file-system -- "$builder.part"
    unpack "$suite" "$builder.part"
    mv -- "$builder.part" "$builder"
  }
  packages=$project/build/packages-$suite/packages
  rm -rf -- "$packages"
  mkdir -p -- "$builder.ccache"
  enter "$builder" "$project:/project" "$builder.ccache:/ccache" -- \
    sh /project/tests/packages/build.sh "/project/build/packages-$suite" ${quick:+"$quick"}

  echo "== $suite: install and use"
  clean=$(mktemp -d "$kept/packages-clean.XXXXXX")
  unpack "$suite" "$clean"
  enter "$clean" "$project/tests/consumer:/consumer:ro" "$project/tests/packages:/tests:ro" "$packages:/packages:ro" -- \
    bash /tests/use.sh
  rm -rf --one-file-system -- "$clean"
  clean=
  echo "figure: $suite: $(find "$packages" -name '*.deb' | wc -l) packages built, installed, used and removed," \
    "$(($(cat -- "$packages"/*.deb | wc -c) / 1024)) KiB, in $((SECONDS - began)) s"
done
