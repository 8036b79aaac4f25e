// Package profile reads a table as people have it and writes the spec that fits it.
//
// [Read] goes once through a file and keeps of each column what its type follows from: counts of its texts, which of them
// are numbers or dates, and the texts of a sample of rows, drawn at random, which tell whether a column gives the target
// away. Memory is bounded, however long the file is. [NewPlan] chooses task, types, what to leave out and why, and the
// recipe for training; [Plan.Spec] writes all that as a spec with comments. No rule knows a name.
package profile
