// Package starter writes the files that nngen init begins a model with: a commented spec for each task and a small data
// set to train it on. The data are made up: weather at 400 moments, and how it feels by the formula of [Weather.Felt].
package starter
