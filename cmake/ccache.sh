#!/bin/sh
# Runs a compiler through ccache, in a way that a clone of the project in another folder finds what this one has compiled.
#
#   ccache.sh COMPILER [ARGUMENT...]
#
# Paths below the project's folder are made relative before they are compared, and the folder of the build is not compared
# at all, so the debug information of what comes from the cache may name the folder of another clone. Of precompiled
# headers neither the time they were made is compared nor the macros that are defined before them. They themselves are
# always compiled: one that was made in another folder knows its headers by their paths there, and the compiler would read
# them a second time.
command -v ccache >/dev/null || exec "$@"
case " $* " in
  *" c++-header "* | *" -emit-pch "*) exec "$@" ;;
esac
CCACHE_BASEDIR=$(cd -- "$(dirname -- "$0")/.." && pwd)
CCACHE_NOHASHDIR=1
CCACHE_SLOPPINESS=${CCACHE_SLOPPINESS:+$CCACHE_SLOPPINESS,}pch_defines,time_macros
export CCACHE_BASEDIR CCACHE_NOHASHDIR CCACHE_SLOPPINESS
exec ccache "$@"
