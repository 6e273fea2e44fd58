#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# ./do VERB - every task of the project by one word. Works on a fresh Debian 12 with nothing but git.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"
umask 022

say() { printf '%s\n' "$*" >&2; }
fail() { say "do: $*"; exit 1; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# ---------------------------------------------------------------- what must be installed

# Writes "package why" for each package of the groups $1 (e.g. 'build|test') that is not installed.
missing_packages() {
	local group package why
	local own_node
	own_node=$(node -p 'process.versions.node.split(".")[0] >= 18 ? "yes" : ""' 2>/dev/null || true)
	while read -r group package why; do
		[[ $group =~ ^($1)$ ]] || continue
		[[ $package =~ ^(nodejs|npm)$ && $own_node ]] && command -v npm >/dev/null && continue
		dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q ' installed$' || echo "$package $why"
	done <packaging/debian-packages.txt
}

install_packages() { # GROUPS MAY_INSTALL
	local missing
	missing=$(missing_packages "$1")
	[ -n "$missing" ] || return 0
	say "These Debian packages are missing:"
	sed -E 's/^(\S+) +(.*)/  \1 - \2/' <<<"$missing" >&2
	[ "$2" = yes ] || fail "install them, or leave out --no-install"
	local names
	names=$(cut -d' ' -f1 <<<"$missing")
	# shellcheck disable=SC2086
	as_root env DEBIAN_FRONTEND=noninteractive sh -c \
		'apt-get update -q && apt-get install -qy --no-install-recommends "$@"' sh $names </dev/null >&2 ||
		fail "apt-get could not install them (see above)"
}

install_web() { # what the pages are built with, as web/package-lock.json says
	[ web/node_modules/.package-lock.json -nt web/package-lock.json ] && return 0
	say "Installing what web/ is built with"
	(cd web && npm ci --no-audit --no-fund --loglevel=error </dev/null >&2) && touch web/node_modules/.package-lock.json
}

build_web() {
	[ -f web/package.json ] || return 0
	if [ -f web/dist/index.html ] && [ -z "$(find web -newer web/dist/index.html -type f \
		-not -path 'web/node_modules/*' -not -path 'web/dist/*' -print -quit)" ]; then
		return 0
	fi
	if install_web; then
		(cd web && npm run --silent build >&2)
		touch web/dist/index.html
	elif [ -f web/dist/index.html ]; then
		say "The npm registry could not be reached: going on with the pages that web/dist holds."
	else
		fail "the pages cannot be built: the npm registry could not be reached"
	fi
}

build_c() { # PRESET [ninja target...]: progress on one line of a terminal, silence when nothing is to do
	local preset=$1
	shift
	[ -f "build/$preset/build.ninja" ] || cmake --preset "$preset" >&2
	ninja -C "build/$preset" "$@" | awk -v is_terminal="$([ -t 2 ] && echo 1)" '
		/Entering directory|Re-checking globbed|no work to do/ { next }
		/^\[[0-9]+\// && is_terminal { printf "\r\033[K%.100s", $0; fflush(); open = 1; next }
		{ if (open) print ""; open = 0; print; fflush() }
		END { if (open) print "" }' >&2
}

# ---------------------------------------------------------------- the verbs

do_setup() { #: install what is missing: ./do setup [--no-install] (with what the tests need)
	local may_install=yes
	[ "${1:-}" = --no-install ] && may_install=no
	install_packages 'build|test' $may_install
	install_web
	say "Everything is there."
}

do_build() { #: build program and pages: ./do build [--preset release|dev|tsan|fuzz]
	local preset=release
	[ "${1:-}" = --preset ] && preset=${2:?which preset?}
	install_packages "$([ "$preset" = fuzz ] && echo 'build|test' || echo build)" yes
	# shellcheck disable=SC2046
	build_c "$preset" $([ "$preset" = release ] && echo aiguilleur)
	build_web
}

do_run() { #: serve on this machine: ./do run [--port N] [--data DIR] [--no-install] [serve options]
	local port=7681 data=var may_install=yes
	local -a rest=()
	while [ $# -gt 0 ]; do
		case $1 in
		--port) port=${2:?which port?}; shift 2 ;;
		--data) data=${2:?which folder?}; shift 2 ;;
		--no-install) may_install=no; shift ;;
		*) rest+=("$1"); shift ;;
		esac
	done
	(exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null &&
		fail "port $port is in use by another program; try ./do run --port $((port + 1))"
	install_packages build $may_install
	build_c release aiguilleur
	build_web
	[ -n "$(ls -A "$data" 2>/dev/null)" ] || make_data "$data"
	local at="http://127.0.0.1:$port"
	cat <<-END

		  Widget   $at/          the public asks here
		  Desk     $at/desk      librarians: claire, malik
		  Console  $at/console   coordinators: ines; administrator: admin
	END
	[ -f "$data/demo-password" ] && echo "  demo password: $(cat "$data/demo-password")"
	echo "  Ctrl-C stops it; the data is in $data/"
	exec build/release/aiguilleur serve --data "$data" --listen "127.0.0.1:$port" --web web/dist "${rest[@]}"
}

make_data() { # DIR: rules, corpus and demo accounts. Made aside and moved, so that a half-made one never stays.
	local part="$1.part" said
	rm -rf "$part"
	say "Loading rules and corpus into $1/"
	said=$(umask 077 && build/release/aiguilleur init --data "$part" --rules rules --corpus corpus --demo) || fail "init did not succeed"
	(umask 077 && sed -n 's/^demo password: //p' <<<"$said" >"$part/demo-password")
	rmdir "$1" 2>/dev/null || true
	mv -T "$part" "$1"
}

do_test() { #: run every test, or those that match: ./do test [pattern]
	local pattern=${1:-}
	install_packages 'build|test' yes
	install_web
	mkdir -p build/logs
	passed=0 failed=0
	AIG_SHARED=$(mktemp -d) # the demo data of all suites, made by the first that needs it
	export AIG_SHARED
	trap 'rm -rf "$AIG_SHARED"' EXIT
	[ -n "$pattern" ] || suite lint do_lint
	suite build build_for_tests
	suite tools node tests/tools/run.mjs "$pattern"
	suite unit node tests/unit/run.mjs "$pattern"
	suite golden node tests/golden/run.mjs "$pattern"
	suite cli node tests/cli/run.mjs "$pattern"
	suite talk node tests/talk/run.mjs "$pattern"
	suite web node tests/web/run.mjs "$pattern"
	suite drill node tests/drill/run.mjs "$pattern"
	echo "$passed passed, $failed failed"
	[ "$failed" = 0 ]
}

build_for_tests() {
	build_c dev
	build_c release aiguilleur
	build_web
}

# Runs one suite into build/logs/NAME.log and adds up its "N passed, N failed". A suite that prints no such
# line counts as one: passed or failed by its exit status.
suite() { # NAME COMMAND...
	local name=$1 log=build/logs/$1.log status=0 counts
	shift
	printf '%-6s ' "$name"
	set +e # not "|| status=$?": that would switch set -e off inside, too
	(set -e; "$@") >"$log" 2>&1 </dev/null
	status=$?
	set -e
	counts=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$log" | tail -n 1 || true)
	[ -n "$counts" ] || counts=$([ $status = 0 ] && echo '1 passed, 0 failed' || echo '0 passed, 1 failed')
	[[ $status != 0 && $counts == *' 0 failed' ]] && counts="${counts% 0 failed} 1 failed"
	printf '%s\n' "$counts   ($log)"
	[ $status = 0 ] || { grep -vE '^ok ' "$log" | tail -n 60 | sed 's/^/       | /'; }
	passed=$((passed + ${counts%% *})) failed=$((failed + $(sed -E 's/.*, ([0-9]+) failed/\1/' <<<"$counts")))
}

c_files() { find src tests bench -type f -name '*.[ch]' 2>/dev/null | sort; }

do_fmt() { #: put the C files into their one form
	c_files | xargs -r clang-format -i
}

do_lint() { #: check form, layers, headers, the one door, sizes, and the pages' types
	local tool
	for tool in clang-format node pkg-config; do
		command -v $tool >/dev/null || fail "$tool is missing: ./do setup"
	done
	local bad=0
	c_files | xargs -r clang-format --dry-run -Werror || bad=1
	for tool in tools/check-layers tools/check-headers tools/check-onedoor tools/lengths; do $tool || bad=1; done
	install_web && (cd web && npm run --silent check) || bad=1
	[ $bad = 0 ] || fail "lint found something (./do fmt mends the form)"
}

do_torture() { #: kill -9 the server 50 times under load; nothing acknowledged may be lost: ./do torture [kills] [seed]
	do_build
	AIG_KILLS=${1:-50} AIG_SEED=${2:-} exec node tests/drill/run.mjs kill
}

do_fuzz() { #: random inputs for every parser, 10,000,000 in all: ./do fuzz [inputs] [seconds a target]
	install_packages 'build|test' yes
	build_c fuzz fuzz_fold fuzz_tokens fuzz_query fuzz_rules fuzz_yaml
	exec bench/fuzz.sh "$@"
}

do_bench() { #: measure on the release build: ./do bench [name [options]]
	do_build
	local script found=no name=${1:-}
	[ $# = 0 ] || shift
	for script in bench/"$name"*; do
		[ -x "$script" ] && [ -f "$script" ] || continue
		found=yes
		say "== $script"
		"$script" "$@"
	done
	[ $found = yes ] || fail "no bench/$name* to run"
}

do_reset() { #: remove the data of ./do run: ./do reset [--yes]
	[ -d var ] || { say "There is no var/."; return 0; }
	if [ "${1:-}" != --yes ]; then
		read -r -p "Remove var/ with every question in it? [y/N] " answer || true
		[[ ${answer:-} =~ ^[yYoO] ]] || fail "left as it is"
	fi
	rm -rf var var.part
}

do_clean() { #: remove what was built
	rm -rf build web/dist
}

do_help() { #: this list
	echo "./do VERB, where VERB is"
	sed -nE 's/^do_(\w+)\(\) \{ #: (.*)/\1\t\2/p' "$0" | expand -t 10 | sed 's/^/  /'
}

verb=${1:-help}
[ $# = 0 ] || shift
declare -F "do_$verb" >/dev/null || { do_help >&2; exit 2; }
"do_$verb" "$@"
