package product

// Narrow layers are those whose sums fit one vector of 64 bytes. Their kernels compute what would be several calls
// otherwise, because calls would take longer than the work, and keep to themselves what is in between.
