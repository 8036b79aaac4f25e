// Package softmax computes probabilities of classes, and the loss and the gradient of cross-entropy.
package softmax
