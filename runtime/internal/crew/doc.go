// Package crew shares work between cores: pieces of a task, or blocks of a batch. Helpers come when they are wanted, stay for
// as long as there is work every few microseconds, and go. How work is cut does not depend on how many cores there are, so that
// the bits do not either.
package crew
