#!/bin/sh
# Runs the tests of the scripts that need no browser. The list is made here: Node's own search differs between releases.
set -eu
cd "$(dirname "$0")/.."
tests=$(find tests/js -name '*.test.js' 2>/dev/null | sort)
if [ -z "$tests" ]; then
  echo "tests/js holds no *.test.js" >&2
  exit 1
fi
# shellcheck disable=SC2086  # one word for each file: none has a space in its name
exec setup/node.sh node --test $tests
