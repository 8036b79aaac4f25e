// Package chart draws the charts of a report as SVG to stand in a page. Colours are the page's: they are CSS variables, so
// that one chart suits light and dark. Titles and legends are the page's, too. It is the only importer of gonum's plot.
package chart
