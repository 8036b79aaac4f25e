// Package blocks rearranges entries: what lies at some distance from each other along several axes is copied, added or
// searched for the largest.
package blocks
