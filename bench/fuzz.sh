#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# bench/fuzz.sh [inputs] [seconds a target] - random inputs for every parser: ./do fuzz. 10,000,000 inputs in all, shared out by how
# many a second each target takes; a target ends sooner when its seconds are over. Without sanitizers a run takes a
# fifth of the time and sees less: AIG_FUZZ_BUILD names another build.
# New inputs are kept in build/logs/fuzz/, not among the corpora of the repository. A crash leaves its input there.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."

inputs=${1:-10000000} seconds=${2:-3600}
build=${AIG_FUZZ_BUILD:-build/fuzz}
# target, and its share of the inputs in a hundred
targets=(fold:25 tokens:35 query:20 rules:10 yaml:10)

logs=build/logs/fuzz
mkdir -p "$logs"
total=0 crashes=0
for target in "${targets[@]}"; do
	name=${target%:*} share=${target#*:}
	found=$logs/$name log=$logs/$name.log
	mkdir -p "$found"
	options=(-runs=$((inputs * share / 100)) "-max_total_time=$seconds" -max_len=4096 -print_final_stats=1
		"-artifact_prefix=$found-")
	[ ! -f "tests/fuzz/$name.dict" ] || options+=("-dict=tests/fuzz/$name.dict")
	status=0
	nice -n 10 "$build/tests/fuzz/fuzz_$name" "${options[@]}" "$found" "tests/fuzz/corpus/$name" >"$log" 2>&1 || status=$?
	done_here=$(sed -n 's/^stat::number_of_executed_units: //p' "$log")
	total=$((total + ${done_here:-0}))
	[ $status = 0 ] || { crashes=$((crashes + 1)); tail -n 40 "$log"; }
	printf '%-8s %9d inputs   %s\n' "$name" "${done_here:-0}" "$([ $status = 0 ] && echo 'no crash' || echo "CRASHED ($log)")"
done
echo "$total inputs, $crashes crashes"
[ $crashes = 0 ]
