#!/bin/sh
# Eight shards as a Slurm array: sbatch slurm.sh. One that was lost is run again with sbatch --array=3 slurm.sh, or all are.
#SBATCH --job-name=predict-penguins
#SBATCH --array=1-8
#SBATCH --cpus-per-task=2
#SBATCH --requeue
exec nngen predict penguins.yaml --in 'data/rows-*.csv.gz' --out data/predictions --keep id --shard "$SLURM_ARRAY_TASK_ID/8"
