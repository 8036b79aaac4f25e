// Package nn is the runtime of the packages that nngen generates: the loops that are too long to be written out in
// every one of them, and the reading and writing of weights. Generated code imports it under this name.
//
// # Layouts
//
// A matrix is a flat slice, row-major and without padding: element (i, j) of an (m, n) matrix is at i*n+j. The weights
// of a layer with n0 inputs and n1 units are (n1, n0) in files and in everything a user sees. A generated package may
// hold them input-major instead, as the (n0, n1) transpose, with rows that begin ld entries apart, so that each begins
// where a vector does; what lies between them stays 0. Or, where the last few units would begin a vector of their own for
// each input, with a tail: an ld less than n1, and these units behind all others, unit by unit and without padding. The
// weight of input i and unit o is then at i*ld+o where o < ld, and in the tail at o*n0+i. A batch is a matrix with one
// example in each row.
//
// # Names
//
// Kernels work on slices. Their names begin with the type of the numbers, F32 or F64; BF16 and Int8 are those with weights in
// bfloat16 and int8 and the rest in float32. Gemv is matrix times vector and Gemm matrix times matrix, as in BLAS; N and T say which
// operands are transposed. Results come first in the argument lists. Functions that end in 32 or 64 are scalar.
//
// # Kernels
//
// This package is the face of the kernels. What it has is one call of a function of a package below internal, which holds
// a family of kernels with their assembly and tests; the compiler puts that call in the place of the one written.
//
//	one example          GemvN GemvNRelu                         y = W·x + b, and relu of it       internal/product
//	                     GemvT GemvTRelu                         the same with W input-major
//	                     GemvTLeakyRelu                          leaky_relu of it, in float32
//	                     BeforeUnit                              what the next one takes: pointers and sizes of slices that fit together, float32
//	                     GemvTLeakyReluUnit                      leaky_relu of it, and a unit of that
//	                     GemvTSparse GemvTSparseRelu             the same, inputs of 0 skipped
//	                     GemvTPadded GemvTPaddedRelu             the same, fewer kernels
//	                     GemvTSparsePadded GemvTSparsePaddedRelu
//	                     GemvTSoftmax                            softmax of it
//	                     Pair PairRows                           what the next four take: pointers and sizes of slices that fit together
//	                     NarrowPair NarrowPairSoftmax            two layers of few units at once
//	                     NarrowPairRows NarrowPairSoftmaxRows    the same of several rows, float32
//	                     PairGrad                                what the next one takes: operands that stay the same, float32
//	                     NarrowPairGrad                          the loss of two layers of few units and its gradient, float32
//	                     BF16GemvT BF16GemvTRelu                 GemvT with weights in bfloat16
//	                     Int8GemvT Int8GemvTRelu                 GemvT with weights in int8
//	a batch              GemmNN GemmNNBias GemmNNBiasRelu        A·B, + b, and relu of it
//	                     GemmNNBiasLeakyRelu                     leaky_relu of it, in float32
//	                     GemmNT GemmNTBias GemmNTBiasRelu        A·Bᵀ, + b, and relu of it
//	                     GemmNNBiasDeep GemmNNBiasDeepRelu       of training, shared by inputs
//	                     BF16GemmNNBias BF16GemmNNBiasRelu       GemmNN with weights in bfloat16
//	                     Int8GemmNNBias Int8GemmNNBiasRelu       GemmNN with weights in int8
//	gradients            GemmTN GemmTNSum                        Aᵀ·B, and the sums of B's rows
//	                     GemmTNSums                              several of them
//	                     GemmNTSlope                             A·Bᵀ, times relu′ or leaky_relu′, float32
//	                     UnitGrad                                all of a layer of one unit, float32
//	bfloat16             BF16Round BF16Widen BF16Pack BF16Unpack weights to pairs and back
//	                     RoundBFloat16                           one weight
//	int8                 Int8Round Int8Widen Int8Pack Int8Unpack weights to fours and back
//	activations          Relu LeakyRelu Sigmoid Tanh             y = g(z)                          internal/elem
//	                     Silu Elu Gelu Softplus
//	                     ReluGrad LeakyReluGrad SigmoidGrad      dz = da ∘ g'(z)
//	                     TanhGrad SiluGrad EluGrad GeluGrad
//	                     SoftplusGrad
//	scalars              Exp32 Expm132 Log32 Log1p32 Sqrt32      float32, where package math has
//	                     Pow32 Sin32 Cos32 Floor32 Abs32 Erf32   float64
//	                     Sign32 Sign64 Sigmoid32 Sigmoid64       both
//	                     Tanh32 Softplus32 Softplus64
//	                     Round32 Round64
//	steps of formulas    Plus Minus Times Over Larger Smaller    over blocks of entries            internal/vec
//	                     PlusNum TimesNum OverNum NumMinus       of a block and a number
//	                     NumOver LargerNum SmallerNum Clamp
//	                     Less AtMost LessNum AtMostNum MoreNum   conditions, and choices by them
//	                     AtLeastNum Keep Where
//	                     Abs Sign Sqrt Floor Exp Expm1 Log       functions of a block
//	                     Log1p Erf Sin Cos Pow Round
//	                     Total                                   the sum of a block
//	                     Weigh                                   by the weights of rows
//	                     BorrowBlocks GiveBackBlocks             memory for what lies between
//	rows                 AddBias SumRows SumSquares Finite       over the rows of a batch          internal/rows
//	                     NormalizeRows RescaleRows               to the scale of training, back
//	                     NewMask Dropout DropoutChannels         dropout
//	blocks               Copy Add                                entries at distances, moved       internal/blocks
//	                     Largest LargestGrad                     the largest of them
//	rows of data         Filled IsMissing OneHot Ordinal         as they stand there, encoded      internal/encode
//	                     Embed EmbedGrad Piecewise PiecewiseGrad
//	                     Cycle CycleOrZero
//	windows              Conv ConvBias ConvBiasRelu              convolutions                      internal/conv
//	                     ConvBatch ConvBatchBias                 of a batch
//	                     ConvBatchBiasRelu
//	                     ConvNorm ConvNormRelu ConvBatchNorm     with batch_norm folded in
//	                     ConvBatchNormRelu
//	                     ConvFlat ConvFlatBias                   of one example, with fewer kernels
//	                     ConvFlatBiasRelu
//	                     ConvFlatNorm ConvFlatNormRelu
//	                     ConvInputGrad ConvInputGradBatch        their gradients
//	                     ConvWeightGrad
//	                     SumChannels                             the gradient of a channel's own
//	                     MaxPool MaxPoolGrad MaxPoolReluGrad     pools
//	                     AvgPool AvgPoolGrad AvgPoolWithin
//	                     AvgPoolGradWithin SlidingMax
//	                     SlidingMean SlidingMeanWithin
//	                     Resample ResampleGrad                   linear interpolation
//	normalization        StandardizeRows StandardizeGradRows     layer_norm                        internal/norm
//	                     BatchMoments StandardizeChannels        batch_norm
//	                     BatchNorm BatchNormRelu
//	                     BatchStandardizeGrad BatchNormGrad      its gradient
//	                     BatchNormReluGrad
//	                     AffineChannels Moving Unbiased
//	classes              Softmax SoftmaxRows SoftmaxGradRows     probabilities                     internal/softmax
//	                     CrossEntropyRows CrossEntropyGradRows   loss and gradient by the logits
//	                     SmoothCrossEntropyRows                  the same with label_smoothing
//	                     SmoothCrossEntropyGradRows
//	                     WeightedCrossEntropyGradRows            the same with a weight for each row
//	                     SoftCrossEntropyGradRows                the same with probabilities as targets
//	updates              Sgd Momentum Nesterov Adam              a step of an optimizer            internal/optim
//	                     Rmsprop Adagrad Power
//	                     FiniteSgd                               Sgd where the gradient is finite
//	initial weights      NewRand FillNormal FillUniform          from a seed                       internal/random
//	                     FillNormalT FillUniformT                the same, laid out input-major
//	layouts              Transpose TransposePad TransposeUnpad   row-major to input-major, back    internal/mat
//	                     Floats32 Floats64 Flat32 Flat64 Ints    arrays and classes seen as slices
//	                     Embedded32 Embedded64 Digested          an embedded weights file seen as a slice
//	                     Blank                                   room for a model
//	                     Argmax ClassOf Answer Fill Grow         the rest
//	                     CheckLen CheckBatch CheckWeights
//	                     CheckRate
//	cores                ShareRows                               a batch by rows                   internal/crew
//	processor            Kernels                                 which set of kernels runs         internal/cpu
//
// Every kernel has a body in Go, which is its documentation and what runs where there is nothing better. For amd64 there
// is assembly for AVX2 with FMA and for AVX-512, for arm64 for NEON; the processor's features choose when the program
// starts. The build tag purego leaves the assembly out.
//
// # Records
//
// A Record of a generated package is read and written by the functions that take a [Column]: texts as a CSV has them, and
// JSON. They are the only ones here that know what stands in the data; programs without Record do not have them.
//
// # Conventions
//
// Kernels do not allocate and keep no references. Large matrix products, updates and batches are shared among goroutines.
// How sums are added does not depend on how many there are, so that the bits do not either. NaN and infinities propagate:
// no multiplication by zero is skipped, except by kernels named Sparse. Slices must not overlap unless a kernel says so.
// Lengths that do not fit together are a mistake of the generated code and panic; what comes from files and users is
// answered with errors.
package nn
