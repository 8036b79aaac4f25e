#!/usr/bin/env bash
# Measures nngen and its peers side by side and prints a Markdown report; see README.md for what it needs.
# usage: run.sh [-peers c-gcc,torch,…] [-metrics infer1,infer256,train] [-rounds N] [-base CLONE] [WORKLOAD…]
cd "$(dirname "$0")" && exec go run ./compare "$@"
