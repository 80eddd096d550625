#!/bin/sh
# Fills fuzz/corpus from the sample inputs, the cases and the rule pack.
set -eu
cd "$(dirname "$0")"
mkdir -p corpus/document corpus/rule_file
for file in ../examples/data/*.json ../examples/data/*.jsonl ../tests/cases/*/*.json; do
  cp "$file" "corpus/document/$(printf '%s' "$file" | tr '/.' '--' | sed 's/^-*//')"
done
# The first two bytes choose the file of the pack by its number in the order of the paths.
number=0
for file in $(cd ../rules && find pack.json sources.json readings.json conflicts.json acts agreements countries \
  -name '*.json' | LC_ALL=C sort); do
  {
    printf "\\$(printf '%03o' $((number % 256)))\\$(printf '%03o' $((number / 256)))"
    cat "../rules/$file"
  } >"corpus/rule_file/$(printf '%s' "$file" | tr '/.' '--')"
  number=$((number + 1))
done
