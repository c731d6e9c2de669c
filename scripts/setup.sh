# shellcheck shell=bash
# Set-up shared by scripts/build and scripts/test. Source it, then call `set_up run` or `set_up test`.
#
# Afterwards $venv holds what the lock file of that name lists and Chapbook itself (editable), and the
# system has the libraries WeasyPrint loads. When nothing has changed this takes a few hundredths of a
# second: three stamps in $venv say what was installed, each written only after the work was done.
#
# Exit codes, as in the command itself: 4 something is missing that cannot be installed from here (the
# message names it), 5 pip, venv or apt-get failed.

root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
venv=$root/.venv

# What WeasyPrint loads at run time. These three Debian packages bring the other libraries with them;
# their names are the same in Debian 12 and 13 and in Ubuntu since 22.04.
library_packages=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
java_package=default-jre-headless
maven_package=maven

# veraPDF, which has no Debian or Python package. Maven fetches it; what is used is held to the hash.
verapdf_pin=$root/scripts/verapdf.txt
verapdf_jar=$venv/share/verapdf/greenfield-apps.jar
verapdf_fetcher=org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy

# The reading engines of the tests, and Ace: npm packages, in a folder of their own.
engines=$root/tests/engines

# Nothing of the caller's Python may leak into ours, and pip is to work in our environment only.
# An activated .venv is taken off PATH, or it would be asked to make itself anew.
unset PYTHONHOME PYTHONPATH PIP_TARGET PIP_PREFIX PIP_REQUIRE_HASHES
export PIP_USER=0 PIP_NO_INPUT=1 PIP_DISABLE_PIP_VERSION_CHECK=1
PATH=${PATH//"$venv/bin:"/}

# pip answers Ctrl-C with an ordinary failure; it is to end the whole run.
trap 'exit 130' INT

say() {
    printf 'set-up: %s\n' "$*" >&2
}

stop() {
    local code=$1
    shift
    printf 'set-up: error: %s\n' "$@" >&2
    exit "$code"
}

# --- What is there -------------------------------------------------------------------------------

# Print what identifies an interpreter, then the libraries that it cannot load.
probe() {
    "$1" -IS -c '
import ctypes, os, sys

print(sys.implementation.cache_tag, sys.version.split()[0], sys.base_prefix, os.uname().machine)
for name in (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libpangoft2-1.0.so.0",
    "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
):
    try:
        ctypes.CDLL(name)
    except OSError:
        print(name)
'
}

# The digest of what an environment depends on: its interpreter, its own place and the lock file.
environment_digest() {
    local interpreter=$1 kind=$2
    { printf '%s\n%s\n' "$interpreter" "$venv" && cat -- "$root/scripts/locks/$kind.txt"; } | sha256sum
}

# The digest of what the installed metadata and the `chapbook` command are made from.
project_digest() {
    cat -- "$root/pyproject.toml" "$root/scripts/chapbook/__init__.py" | sha256sum
}

stamp_holds() {
    [[ -f $venv/.stamp-$1 && $(<"$venv/.stamp-$1") == "$2" ]]
}

write_stamp() {
    printf '%s\n' "$2" >"$venv/.stamp-$1.new"
    mv -f -- "$venv/.stamp-$1.new" "$venv/.stamp-$1"
}

# Look once; set the three verdicts the steps below go by. A venv whose interpreter is gone has none.
look() {
    local kind=$1 facts interpreter
    libraries_hold=no environment_holds=no project_holds=no
    facts=$(probe "$venv/bin/python" 2>/dev/null) || return 0
    interpreter=${facts%%$'\n'*}
    if [[ $facts == "$interpreter" ]]; then libraries_hold=yes; fi
    if stamp_holds "$kind" "$(environment_digest "$interpreter" "$kind")"; then environment_holds=yes; fi
    if stamp_holds project "$(project_digest)"; then project_holds=yes; fi
}

all_holds() {
    [[ $libraries_hold$environment_holds$project_holds == yesyesyes ]]
}

# --- System packages -----------------------------------------------------------------------------

# Print the words that make a command run as root, or fail where that cannot be had without asking.
become_root() {
    if [[ $(id -u) == 0 ]]; then
        printf 'env'
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        printf 'sudo -n env'
    else
        return 1
    fi
}

may_use_apt() {
    [[ ${CHAPBOOK_APT:-yes} != no ]] && command -v apt-get >/dev/null && become_root >/dev/null
}

apt_command() {
    printf 'apt-get update && apt-get install --no-install-recommends -y %s' "$*"
}

# Install Debian packages quietly. The package lists are fetched only when the first try fails.
apt_install() {
    local -a as_root apt
    local log
    read -ra as_root <<<"$(become_root)"
    apt=("${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300)
    say "installing system packages: $*"
    log=$(mktemp)
    if "${apt[@]}" install --no-install-recommends -y "$@" </dev/null >"$log" 2>&1 ||
        { "${apt[@]}" update </dev/null >"$log" 2>&1 &&
            "${apt[@]}" install --no-install-recommends -y "$@" </dev/null >>"$log" 2>&1; }; then
        rm -f -- "$log"
    else
        cat -- "$log" >&2
        rm -f -- "$log"
        return 1
    fi
}

# --- Python and the system -----------------------------------------------------------------------

new_enough() {
    "$1" -IS -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# Set $python to the first interpreter that is new enough; $PYTHON, when set, is the only candidate.
find_python() {
    local candidate
    local -a candidates=(python3 python3.14 python3.13 python3.12 python3.11)
    if [[ -n ${PYTHON:-} ]]; then candidates=("$PYTHON"); fi
    python=
    for candidate in "${candidates[@]}"; do
        if command -v "$candidate" >/dev/null && new_enough "$candidate"; then
            python=$candidate
            return 0
        fi
    done
    return 1
}

# Debian keeps ensurepip, which `python3 -m venv` needs, in a package of its own.
can_make_environments() {
    "$python" -I -c 'import ensurepip, venv' 2>/dev/null
}

# Say what the system lacks: set `lacking` (words) and `packages` (of Debian), both empty when all is there.
look_at_system() {
    local missing
    lacking=() packages=()
    if ! find_python; then
        lacking+=("Python 3.11 or newer")
        packages+=(python3 python3-venv "${library_packages[@]}")
        return 0
    fi
    if [[ $environment_holds == no ]] && ! can_make_environments; then
        lacking+=("the Python modules venv and ensurepip")
        packages+=("$(basename -- "$python")-venv")
    fi
    missing=$(probe "$python" 2>/dev/null | tail -n +2) || missing="all of them, and the module ctypes"
    if [[ -n $missing ]]; then
        lacking+=("libraries that WeasyPrint needs (${missing//$'\n'/, })")
        packages+=("${library_packages[@]}")
    fi
}

# A Python that is there but too old is never replaced: say so and stop.
refuse_old_python() {
    local found=${PYTHON:-python3} version
    version=$("$found" --version 2>/dev/null | head -n 1) || version="not installed"
    if [[ -n ${PYTHON:-} ]] || { command -v "$found" >/dev/null && ! find_python; }; then
        stop 4 "Chapbook needs Python 3.11 or newer; $found is ${version:-not Python}." \
            "Debian 12 and Ubuntu 24.04 include it. To use another interpreter:  PYTHON=/path/to/python3.12 $0"
    fi
}

# Have Python, its venv module and the libraries; install what is lacking, or stop and name it all.
need_system() {
    local word
    look_at_system
    [[ ${#lacking[@]} -gt 0 ]] || return 0
    if [[ -z $python ]]; then refuse_old_python; fi
    if ! may_use_apt; then
        for word in "${lacking[@]}"; do printf 'set-up: error: not found: %s\n' "$word" >&2; done
        stop 4 "On Debian or Ubuntu, run as root:  $(apt_command "${packages[@]}")"
    fi
    apt_install "${packages[@]}" || stop 5 "apt-get failed; see its output above."
    look_at_system
    [[ ${#lacking[@]} -eq 0 ]] ||
        stop 4 "still not found by ${python:-any Python}: $(printf '%s; ' "${lacking[@]}")" \
            "A Python that Debian did not install may not find Debian's packages: try  PYTHON=/usr/bin/python3 $0"
}

# --- The environment -----------------------------------------------------------------------------

# Print the entries of the lock file of the tests, which holds all extras, that the named extras need.
# An extra that is not declared is named on standard error, with those that are.
extra_requirements() {
    "$venv/bin/python" -I -c '
import re, sys, tomllib
from pathlib import Path

root, *wanted = sys.argv[1:]
extras = tomllib.loads(Path(root, "pyproject.toml").read_text())["project"]["optional-dependencies"]
known = ", ".join(sorted(extras))
for name in wanted:
    if name not in extras:
        sys.exit(f"set-up: error: unknown extra {name}; choose from {known}")
packages = {re.split("[=<>~!; ]", line)[0] for name in wanted for line in extras[name]}
for entry in re.split(r"\n(?=\w)", Path(root, "scripts/locks/test.txt").read_text()):
    name, for_whom = entry.split("==")[0], set(re.findall(r"[\w.-]+", entry.partition("# via")[2]))
    if name in packages or packages & for_whom:
        print(entry)
' "$root" "$@"
}

# Put the faces of the named extras into $venv, and note their names for the next environment.
install_extras() {
    local wanted=$venv/.extras.txt
    extra_requirements "$@" >"$wanted" || stop 2 "nothing was installed."
    say "installing fonts: $*"
    "$venv/bin/python" -m pip install --quiet --require-hashes --no-deps --only-binary :all: \
        --requirement "$wanted" || stop 5 "pip could not install them; see its output above."
    { if [[ -f $venv/.extras ]]; then cat -- "$venv/.extras"; fi && printf '%s\n' "$@"; } | sort -u >"$venv/.extras.new"
    mv -f -- "$venv/.extras.new" "$venv/.extras"
}

# Make $venv hold the lock file $1. `test` is a superset of `run` and is added to it; any other change
# starts from an empty environment, so that nothing is left which the lock file does not name.
install_environment() {
    local kind=$1 interpreter
    local -a extras=()
    if [[ -f $venv/.extras ]]; then mapfile -t extras <"$venv/.extras"; fi
    interpreter=$(probe "$venv/bin/python" 2>/dev/null | head -n 1) || interpreter=
    if [[ -z $interpreter ]] || ! stamp_holds run "$(environment_digest "$interpreter" run)"; then
        say "creating a new environment in .venv with $("$python" --version 2>&1)"
        rm -rf -- "$venv"
        "$python" -m venv --prompt chapbook "$venv" || stop 5 "$python -m venv failed; see its output above."
        interpreter=$(probe "$venv/bin/python" | head -n 1)
        project_holds=no
    fi
    say "installing the packages in scripts/locks/$kind.txt (about a minute the first time)"
    # Wheels only: building a source package would fetch build tools that no lock file names.
    "$venv/bin/python" -m pip install --quiet --require-hashes --no-deps --only-binary :all: \
        --requirement "$root/scripts/locks/$kind.txt" ||
        stop 5 "pip could not install scripts/locks/$kind.txt; see its output above. Run the command again."
    if [[ ${#extras[@]} -gt 0 ]]; then install_extras "${extras[@]}"; fi
    write_stamp run "$(environment_digest "$interpreter" run)"
    if [[ $kind == test ]]; then write_stamp test "$(environment_digest "$interpreter" test)"; fi
}

# hatchling and editables come from the lock file: nothing is fetched here.
install_project() {
    say "installing Chapbook"
    rm -f -- "$venv/.stamp-project"
    "$venv/bin/python" -m pip install --quiet --no-index --no-build-isolation --no-deps --editable "$root" ||
        stop 5 "pip could not install Chapbook from $root; see its output above."
    write_stamp project "$(project_digest)"
}

# Bring everything up to date for `run` or `test`. One set-up at a time in a clone: the lock is held on
# this file, so that it needs no file of its own and ends with the process.
set_up() {
    local kind=$1 lock
    look "$kind"
    if all_holds; then return 0; fi
    exec {lock}<"$root/scripts/setup.sh"
    flock --nonblock "$lock" || { say "waiting for another set-up of this clone" && flock "$lock"; }
    look "$kind"
    if ! all_holds; then
        need_system
        if [[ $environment_holds == no ]]; then install_environment "$kind"; fi
        if [[ $project_holds == no ]]; then install_project; fi
        say "ready"
    fi
    exec {lock}<&-
}

# Have Java for EPUBCheck, or fail saying why not. Never stops the run: the caller decides what follows.
have_java() {
    if java -version >/dev/null 2>&1; then return 0; fi
    if may_use_apt; then
        apt_install "$java_package" && java -version >/dev/null 2>&1
    else
        say "EPUBCheck and veraPDF need Java. On Debian or Ubuntu, run as root:  $(apt_command "$java_package")"
        return 1
    fi
}

# --- veraPDF -------------------------------------------------------------------------------------

verapdf_holds() {
    [[ -f $verapdf_jar ]] && sha256sum --check --status <<<"$(cut -d ' ' -f 1 "$verapdf_pin")  $verapdf_jar"
}

have_maven() {
    if command -v mvn >/dev/null; then return 0; fi
    if may_use_apt; then
        apt_install "$maven_package" && command -v mvn >/dev/null
    else
        say "Downloading veraPDF needs Maven. On Debian or Ubuntu, run as root:  $(apt_command "$maven_package")"
        return 1
    fi
}

# Put the jar that the pin names into $venv. A jar with another hash is thrown away: it is never run.
install_verapdf() {
    local artifact lock log status=0
    exec {lock}<"$root/scripts/setup.sh"
    flock "$lock"
    if ! verapdf_holds; then
        artifact=$(cut -d ' ' -f 3 "$verapdf_pin")
        say "downloading $artifact"
        log=$(mktemp)
        mvn --batch-mode --strict-checksums "$verapdf_fetcher" -Dartifact="$artifact" \
            -Dmdep.stripVersion=true -Dmdep.overWriteReleases=true \
            -DoutputDirectory="$(dirname -- "$verapdf_jar")" </dev/null >"$log" 2>&1 || status=1
        if [[ $status != 0 ]]; then
            cat -- "$log" >&2
        elif ! verapdf_holds; then
            say "Maven did not download the $artifact that scripts/verapdf.txt pins"
            rm -f -- "$verapdf_jar"
            status=1
        fi
        rm -f -- "$log"
    fi
    exec {lock}<&-
    return "$status"
}

# Have veraPDF with Java, or fail saying why not. As with Java alone, the caller decides.
have_verapdf() {
    have_java || return 1
    verapdf_holds || { have_maven && install_verapdf; }
}

# --- Node and Chromium ---------------------------------------------------------------------------

# The variable is Puppeteer's own; the names are those that tools/validators/ace.py looks for.
have_browser() {
    local name
    for name in ${PUPPETEER_EXECUTABLE_PATH:-chromium chromium-browser google-chrome}; do
        if command -v "$name" >/dev/null; then return 0; fi
    done
    return 1
}

# Print the Debian packages that bring what is lacking. Debian's npm is a package of its own.
engine_packages() {
    command -v node >/dev/null || printf 'nodejs '
    command -v npm >/dev/null || printf 'npm '
    have_browser || printf 'chromium '
}

engine_digest() {
    { node --version && cat -- "$engines/package.json" "$engines/package-lock.json"; } | sha256sum
}

engines_hold() {
    [[ -f $engines/node_modules/.stamp && $(<"$engines/node_modules/.stamp") == "$(engine_digest)" ]]
}

# Put what package-lock.json names into tests/engines/node_modules, each checked against its hash. No
# package runs anything of its own: Puppeteer would fetch a browser, where the system's is used.
install_engines() {
    local lock log status=0
    exec {lock}<"$root/scripts/setup.sh"
    flock "$lock"
    if ! engines_hold; then
        say "installing the packages in tests/engines/package-lock.json"
        log=$(mktemp)
        (cd -- "$engines" && PUPPETEER_SKIP_DOWNLOAD=1 npm ci --ignore-scripts --no-audit --no-fund) \
            </dev/null >"$log" 2>&1 && engine_digest >"$engines/node_modules/.stamp" || status=1
        if [[ $status != 0 ]]; then cat -- "$log" >&2; fi
        rm -f -- "$log"
    fi
    exec {lock}<&-
    return "$status"
}

# Have Node, Chromium and the engines, or fail saying why not. As with Java, the caller decides.
have_engines() {
    local -a packages
    read -ra packages <<<"$(engine_packages)"
    if [[ ${#packages[@]} -gt 0 ]]; then
        if ! may_use_apt; then
            say "Ace and the engines need ${packages[*]}. On Debian or Ubuntu, run as root:  $(apt_command "${packages[@]}")"
            return 1
        fi
        apt_install "${packages[@]}" || return 1
    fi
    if ! node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)'; then
        say "Ace and the engines need Node 18 or newer; this is $(node --version)."
        return 1
    fi
    engines_hold || install_engines
}
