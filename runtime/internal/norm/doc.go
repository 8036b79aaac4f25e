// Package norm brings rows and channels to mean 0 and variance 1, forward and backward: layer_norm and batch_norm.
package norm
