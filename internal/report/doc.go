// Package report writes what a training or an evaluation found as one HTML page that needs nothing else: no script, no
// network, no font of its own. It suits narrow and wide windows, light and dark. The same run gives the same bytes.
package report
