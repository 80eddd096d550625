#!/bin/sh
# Fills fuzz/corpus from the sample inputs, the cases, the rule pack and the tables beside this file.
set -eu
cd "$(dirname "$0")"
mkdir -p corpus/document corpus/rule_file corpus/table
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
# The first byte says what a table is, the second under which mapping it is read (src/tables.rs).
table() {
  form=$1 way=$2 name=$3
  shift 3
  {
    printf "\\$(printf '%03o' "$form")\\$(printf '%03o' "$way")"
    first=yes
    for file in "$@"; do
      [ "$first" = yes ] || printf '\036\036\n'
      first=no
      cat "$file"
    done
  } >"corpus/table/$name"
}
for way in 0 1 2 3 4 5 6 64 128 129; do
  table 0 "$way" "levels-$way" seeds/levels.csv
  table 0 "$way" "edges-$way" seeds/edges.csv
  table 1 "$way" "parts-$way" seeds/parts.tsv
  table 6 "$way" "cyclonedx-$way" seeds/bom.cdx.json
  table 7 "$way" "xlsx-$way" seeds/sheet.xml seeds/strings.xml seeds/styles.xml seeds/workbook.xml
  table 9 "$way" "ods-$way" seeds/content.xml
  table 8 "$way" "xlsb-$way" seeds/sheet.bin
  table 10 "$way" "origins-$way" seeds/origins.csv
  table 11 "$way" "rates-$way" seeds/rates.csv
  table 11 "$way" "own-rates-$way" seeds/own-rates.csv
  table 12 "$way" "mapping-$way" seeds/bom.map.toml
  table 13 "$way" "rows-$way" seeds/rows.json
  table 14 "$way" "lines-$way" seeds/rows.jsonl
done
for file in ../crates/safe-intake/tests/tables/bill*.xls; do
  table 4 0 "$(basename "$file")" "$file"
done
for file in ../crates/safe-intake/tests/tables/bill*.xlsb; do
  table 3 0 "$(basename "$file")" "$file"
done
