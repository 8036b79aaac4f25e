#!/usr/bin/env bash
# Builds the peers in C into a folder: c-gcc, c-plain and c-hand. usage: build.sh FOLDER
set -euo pipefail
src=$(cd "$(dirname "$0")" && pwd)
cd "$1"
fast="-O3 -march=native -ffast-math -I. -I$src"
# The widest vectors that the processor has.
wide=8
[ ! -r /proc/cpuinfo ] || ! grep -q avx512f /proc/cpuinfo || wide=16
python3 "$src"/weights.py >weights.h
gcc -O2 -c "$src"/serve.c -o serve.o
gcc $fast "$src"/naive.c serve.o -o c-gcc -lm
gcc $fast -DMR=2 -DNW=32 "$src"/plain.c "$src"/train.c serve.o -o c-plain -lm
gcc -O2 -I. -I"$src" -c "$src"/hand.c -o hand.o
g++ -O3 -march=native -DVL=$wide -fpermissive -I. -I"$src" -c "$src"/forward.cc -o forward.o
gcc $fast -DVEC -DVL=16 -DMR=6 -c "$src"/train.c -o train.o
gcc -O3 -march=native -I. -I"$src" -c "$src"/train_tiny.c -o train_tiny.o
g++ -ffast-math hand.o forward.o train.o train_tiny.o serve.o -o c-hand -lm
