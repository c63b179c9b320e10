#!/usr/bin/env bash
# Installs the test runners of other languages that `npm run test:tools` runs for real, on Debian and its kin.
set -euo pipefail
cd "$(dirname "$0")/.."

declare -A packages=(
  [go]=golang-go
  [rspec]=ruby-rspec
  [phpunit]=phpunit
  [bats]=bats
  [cmake]=cmake
  [cc]=gcc
  [make]=make
  [pytest]=python3-pytest
  [cargo]=cargo
  [pip3]=python3-pip
)
missing=()
for command in "${!packages[@]}"; do
  command -v "$command" > /dev/null || missing+=("${packages[$command]}")
done
ruby -e 'require "minitest"' 2> /dev/null || missing+=(ruby-minitest)

if [ "${#missing[@]}" -gt 0 ]; then
  sudo=$([ "$(id -u)" = 0 ] || echo sudo)
  $sudo apt-get update
  $sudo apt-get install -y --no-install-recommends "${missing[@]}"
fi

# A package of its own. `--prefix` would leave out the machine's npm settings.
cd test/tools
npm ci

# Debian has no package of it.
command -v ruff > /dev/null || pip3 install --quiet --break-system-packages ruff
