#!/usr/bin/env bash
# Installs what the tests need, builds once, runs every test project, and ends with "N passed, N failed".
# Needs the .NET 10 SDK and Node.js 20; a browser and Chinese fonts are installed where apt and root (or sudo) are at hand.
set -uo pipefail
cd "$(dirname "$0")/.."

results="$PWD/artifacts/tests"
rm -rf "$results" && mkdir -p "$results"
# A user without a home of its own (nobody, a bare container) still needs a place for packages.
[ -n "${HOME:-}" ] && [ -w "$HOME" ] || export HOME="$PWD/artifacts/home"
mkdir -p "$HOME"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

passed=0
failed=0

# One compiler serves all projects of this run, under a name of its own, and ends with it.
compiler="petitions-tests-$$"
end_compiler() {
  local process
  for process in /proc/[0-9]*; do
    tr '\0' ' ' 2> /dev/null < "$process/cmdline" | grep -q -- "-pipename:$compiler" && kill "${process#/proc/}"
  done
}
trap end_compiler EXIT

finish() {
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
  exit
}

# A step without which nothing can be tested.
need() {
  "$@" && return
  echo "FAILED: $*"
  failed=$((failed + 1))
  finish
}

has_node() {
  node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' && npm --version > /dev/null && return
  echo "Node.js 20 or newer with npm is needed."
  return 1
}

has_browser() { command -v chromium > /dev/null || command -v chromium-browser > /dev/null || command -v google-chrome > /dev/null; }

has_chinese_fonts() { command -v fc-list > /dev/null && [ -n "$(fc-list :lang=zh-cn file | head -n 1)" ]; }

install_browser_and_fonts() {
  local packages=() root=()
  has_browser || packages+=(chromium)
  has_chinese_fonts || packages+=(fontconfig fonts-noto-cjk)
  [ ${#packages[@]} -eq 0 ] && return
  if [ "$(id -u)" -ne 0 ]; then root=(sudo -n); fi
  echo "Installing ${packages[*]}"
  { "${root[@]}" apt-get update -qq && "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"; } \
    > "$results/apt.log" 2>&1 || echo "Could not install ${packages[*]} (see artifacts/tests/apt.log); the browser tests will fail."
}

counter() { sed -n "s/.*<Counters [^>]*\b$1=\"\([0-9]*\)\".*/\1/p" "$2" | head -n 1; }

# Runs one test project and adds up its .trx. What did not pass, failed: nothing here is skipped. A missing or empty result,
# or an exit code without a failed test (a crash, the time limit), is one failure more.
run_project() {
  local name=$1 trx="$results/$1.trx" code=0 total ok quick=0
  # Servers that live for seconds run most of their code a few times: there compiling costs more than running.
  if [ "$name" != Unit ]; then quick=1; fi
  DOTNET_JITMinOpts=$quick timeout --kill-after=10 1800 dotnet test "tests/$name" --no-build --logger "trx;LogFileName=$name.trx" --results-directory "$results" || code=$?
  total=$([ -f "$trx" ] && counter total "$trx")
  ok=$([ -f "$trx" ] && counter passed "$trx")
  if [ -z "$total" ] || [ -z "$ok" ] || [ "$total" -eq 0 ] || { [ "$code" -ne 0 ] && [ "$total" -eq "$ok" ]; }; then
    echo "FAILED: $name ended with code $code and ${total:-no} results"
    failed=$((failed + 1))
  fi
  passed=$((passed + ${ok:-0}))
  failed=$((failed + ${total:-0} - ${ok:-0}))
}

# Our own cases, and an open corpus of the same format where there is one beside the repository.
run_conformance() {
  local folder=$1 log="$results/conformance-$2.log" line
  timeout --kill-after=10 300 dotnet run --project tests/Conformance --no-build -- "$folder" | tee "$log"
  line=$(tail -n 1 "$log")
  if [[ $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed ]]; then
    passed=$((passed + BASH_REMATCH[1]))
    failed=$((failed + BASH_REMATCH[2]))
  else
    echo "FAILED: the conformance run of $folder did not end with its counts"
    failed=$((failed + 1))
  fi
}

need has_node
install_browser_and_fonts
# The packages of npm come while those of NuGet do; the build waits for them, and tells what went wrong.
node src/Server/restore-assets.mjs > "$results/assets.log" 2>&1 &
need dotnet restore Petitions.sln --locked-mode
need dotnet build Petitions.sln --no-restore --nologo -nodeReuse:false -p:UseSharedCompilation=true -p:SharedCompilationId="$compiler"
end_compiler
for project in Unit Integration Browser; do run_project "$project"; done
run_conformance tests/Conformance/cases own
open_corpus=../shared/conformance/elsa
if [ -d "$open_corpus" ]; then run_conformance "$open_corpus" open; fi
finish
