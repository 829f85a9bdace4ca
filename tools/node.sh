#!/bin/sh
# sh tools/node.sh FILE ARGUMENTS...: runs a tool on the machine's Node, or on the npm package `node` where that is too old.
# Plain sh: this must work where Node cannot read TypeScript yet.
oldest='22.12'

# "v22.12.0" is fit for the tools?
fits() {
  version=${1#v}
  major=${version%%.*}
  minor=${version#*.}
  minor=${minor%%.*}
  [ "${major:-0}" -gt 22 ] 2> /dev/null || { [ "${major:-0}" = 22 ] && [ "${minor:-0}" -ge 12 ]; } 2> /dev/null
}

# npm puts node_modules/.bin in front of the PATH, and tells which Node it runs on itself.
machine=${npm_node_execpath:-node}
own="$(dirname "$0")/../node_modules/.bin/node"
found=$("$machine" --version 2> /dev/null)
if fits "$found"; then
  chosen=$machine
elif brought=$("$own" --version 2> /dev/null) && fits "$brought"; then
  chosen=$own
else
  echo "Duly's tools need Node $oldest or newer, and this machine has ${found:-none}." >&2
  echo 'The npm package `node` brings one along, but it is not installed: run `npm ci` again, with a connection' >&2
  echo 'to the registry, or install a newer Node from https://nodejs.org.' >&2
  exit 1
fi

# Node 22.18 and newer read TypeScript by themselves. Variables reach the programs that tools start, too.
if [ "$("$chosen" -p 'process.features.typescript' 2> /dev/null)" = false ]; then
  export NODE_OPTIONS="$NODE_OPTIONS --experimental-strip-types --disable-warning=ExperimentalWarning"
fi
exec "$chosen" "$@"
