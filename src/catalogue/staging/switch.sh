#!/bin/sh
# Puts the staged files into their places. Run it once, from the repository's root; then src/catalogue/staging goes.
set -eu
here=src/catalogue/staging
# Files that were replaced as a whole must not have changed since they were staged.
for file in include/ami/values.hpp include/ami/event_view.hpp include/ami/fmt.hpp src/values.cpp src/actions.cpp; do
  cmp -s "$file" "$here/base/$file" || { echo "changed since it was staged: $file (merge by hand)"; exit 1; }
done
cp -r "$here"/out/. "$here"/merge/. .
mkdir -p tests/unit
cp "$here"/catalogue_test.cpp "$here"/typed_test.cpp tests/unit/
git apply "$here"/callers.patch
python3 src/catalogue/generate.py --check
rm -r "$here"
