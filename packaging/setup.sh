#!/usr/bin/env bash
# What does this machine still lack for Layerloom? Finds out and installs it; safe to run again.
#
#   bash packaging/setup.sh           what the app needs
#   bash packaging/setup.sh --test    also what its tests need
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

kind=run
extras=keras-files,onnx
# Qt's libraries without a screen, then those for a real window.
packages=(libglib2.0-0 libegl1 libgl1 libxkbcommon0 libfontconfig1 libdbus-1-3 libgssapi-krb5-2
          libbrotli1 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0)
case "${1:-}" in
    "") ;;
    --test) kind=test; extras+=,test; packages+=(xvfb xdotool imagemagick dbus libglib2.0-bin at-spi2-core) ;;
    *) echo "Usage: bash packaging/setup.sh [--test]" >&2; exit 2 ;;
esac

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$@" >&2; exit 1; }

# Newer Debians and Ubuntu call some of these NAMEt64.
is_installed() {
    dpkg-query --show --showformat='${db:Status-Abbrev}' "$1" 2>/dev/null | grep -q '^ii' ||
        dpkg-query --show --showformat='${db:Status-Abbrev}' "$1t64" 2>/dev/null | grep -q '^ii'
}

fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    local name
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null && fits "$name"; then command -v "$name"; return; fi
    done
    return 1
}

has_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

system_packages() {
    local missing=() package python="" become=() log
    for package in "${packages[@]}"; do is_installed "$package" || missing+=("$package"); done
    # A Python already made into .venv needs no other.
    if ! { [ -x .venv/bin/python ] && fits .venv/bin/python; }; then
        python=$(find_python) || missing+=(python3)
        { [ -n "$python" ] && has_venv "$python"; } || missing+=(python3-venv)
    fi
    if [ ${#missing[@]} -eq 0 ]; then
        say "System packages: all there."
        return
    fi
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            fail "These system packages are missing, and installing them needs root or sudo:" \
                 "  ${missing[*]}" \
                 "Ask an administrator to run:  apt-get install ${missing[*]}" \
                 "Then run this command again."
        fi
        become=(sudo)
    fi
    say "System packages: installing ${missing[*]} with apt-get${become:+ (sudo may ask for your password)}."
    log=$(mktemp)
    if ! { "${become[@]}" apt-get update -qq && "${become[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
        fail "$(tail -n 20 "$log")" "apt-get could not install these packages: see above. Is the network up?"
    fi
    rm -f "$log"
}

virtual_environment() {
    local python
    if [ -x .venv/bin/python ] && fits .venv/bin/python; then
        say "Virtual environment: .venv is there ($(.venv/bin/python --version))."
        return
    fi
    python=$(find_python) ||
        fail "Layerloom needs Python 3.11 or newer, and this system offers none:" \
             "install python3.11, then run this command again."
    say "Virtual environment: making .venv with $("$python" --version)."
    "$python" -m venv --clear .venv ||
        fail "$python could not make a virtual environment: see above."
}

# The stamp says which dependencies stand in .venv, so that a second run asks no network.
dependencies() {
    local wanted
    wanted=$(cat pyproject.toml packaging/constraints.txt | sha256sum | cut -c1-16)
    wanted+=" $(.venv/bin/python --version) $PWD"
    if grep -qxF "$kind $wanted" .venv/layerloom-setup 2>/dev/null; then
        say "Dependencies: as packaging/constraints.txt pins them."
        return
    fi
    say "Dependencies: installing the versions that packaging/constraints.txt pins (a minute or two, once)."
    rm -f .venv/layerloom-setup
    .venv/bin/python -m pip install --quiet -c packaging/constraints.txt setuptools ||
        fail "pip could not install setuptools: see above. Is the network up?"
    .venv/bin/python -m pip install --quiet -c packaging/constraints.txt \
        --no-build-isolation -e ".[$extras]" ||
        fail "pip could not install the dependencies: see above. Is the network up?"
    printf '%s\n' "run $wanted" "$kind $wanted" > .venv/layerloom-setup
}

if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
    system_packages
else
    say "System packages: this is no Debian or Ubuntu, so look yourself that Qt's libraries are there:"
    say "  ${packages[*]} (Debian's names)"
fi
virtual_environment
dependencies
say "Layerloom is set up."
