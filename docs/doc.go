// Package docs is the guide to nngen. Its tests run every block of its pages, and of the README.
package docs
