#!/bin/sh
# Eight shards on one machine, four at a time. One process uses all cores, but unpacks one file at a time: where there are many
# cores, that is what it waits for.
seq 8 | xargs -P 4 -I '{}' nngen predict penguins.yaml --in 'data/rows-*.csv.gz' --out data/predictions --keep id --shard '{}/8'
