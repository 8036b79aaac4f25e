// Package random draws initial weights.
package random
