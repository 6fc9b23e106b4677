# SPDX-License-Identifier: GPL-3.0-or-later
# The one place that knows the names of Debian packages; read by scenarios/demo.sh and tests/run.sh:
#     . scenarios/packages.sh && install_packages $packages_build
# shellcheck shell=sh disable=SC2034

packages_build="gcc libc6-dev make cmake pkg-config libhdf5-dev libconfig-dev libgsl-dev
librsvg2-dev fonts-noto-cjk"
# cmocka for the unit tests, binutils and strace for what the programs call, poppler and chromium for reports, the rest
# for opening a result file
packages_test="binutils strace libcmocka-dev
python3 python3-h5py python3-netcdf4 python3-xarray python3-h5netcdf netcdf-bin hdf5-tools poppler-utils chromium"
packages_full="clang clang-tidy libclang-rt-14-dev valgrind libopenmpi-dev openmpi-bin"

# Prints its first argument, or its second where the language of the terminal is Japanese.
say() {
    case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
    ja*) printf '%s\n' "$2" ;;
    *) printf '%s\n' "$1" ;;
    esac
}

is_installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Runs a command as root: as it is, or through sudo (which may ask for a password only on a terminal).
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif ! command -v sudo >/dev/null 2>&1; then
        say "Not root, and there is no sudo." "root でなく、sudo もありません。" >&2
        return 1
    elif [ -t 2 ]; then
        sudo "$@"
    else
        sudo -n "$@"
    fi
}

# Installs those of the named packages that are missing. Returns 69 (service unavailable) if that cannot be done.
# SIDEWORK_NO_INSTALL=1 skips this where the libraries came by another way.
install_packages() {
    if [ "${SIDEWORK_NO_INSTALL:-0}" = 1 ]; then
        return 0
    fi
    if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
        say "This system is not Debian-like. Please install what these Debian packages hold: $*
Then run this again with SIDEWORK_NO_INSTALL=1." \
            "Debian 系のシステムではありません。次の Debian パッケージに当たるものを入れてください: $*
その後、SIDEWORK_NO_INSTALL=1 を付けてもう一度実行してください。" >&2
        return 69
    fi
    missing=
    for package in "$@"; do
        is_installed "$package" || missing="$missing $package"
    done
    if [ -z "$missing" ]; then
        return 0
    fi
    say "Installing:$missing" "インストールします:$missing"
    # an index that cannot be refreshed may still do
    as_root apt-get -q -o DPkg::Lock::Timeout=120 update </dev/null >/dev/null || :
    # shellcheck disable=SC2086
    if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=120 \
        install --no-install-recommends $missing </dev/null >"${TMPDIR:-/tmp}/sidework-install.$$" 2>&1; then
        tail -n 20 "${TMPDIR:-/tmp}/sidework-install.$$" >&2
        rm -f "${TMPDIR:-/tmp}/sidework-install.$$"
        say "Could not install:$missing" "インストールできませんでした:$missing" >&2
        return 69
    fi
    rm -f "${TMPDIR:-/tmp}/sidework-install.$$"
}
