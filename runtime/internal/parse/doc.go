// Package parse reads the texts of single fields as the numbers that stand for them: numbers, exactly rounded, words for
// true and false, values of a list, dates. It is what reads a row of a file as well as a text that a program hands over, so
// that the same text is the same number everywhere. Nothing here allocates, but for lists of values when they are made.
package parse
