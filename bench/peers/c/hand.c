/* c-hand: C with explicit vectors, the practical limit. Linked with forward.cc, train.c (VEC) and train_tiny.c. */
#include "forward.h"
#include "serve.h"
#include "train.h"
#include "weights.h"
#include <math.h>
#include <stdio.h>

static float x[256][800] __attribute__((aligned(64)));
static float y[256][64] __attribute__((aligned(64)));

REPEAT(infer_tiny, forward_tiny(x[i & 3], y[i & 3]))
REPEAT(infer_small, forward_small(x[i & 3], y[i & 3]))
REPEAT(infer_medium, forward_medium(x[i & 3], y[i & 3]))

/* A batch is its rows, which lie side by side, one after the other. */
#define ROWS(net, in, out, n)                                                                                          \
  REPEAT(net##_##n, for (int r = 0; r < n; r++) forward_##net(x[0] + r * in, y[0] + r * out))
#define BATCHES(net, in, out)                                                                                          \
  ROWS(net, in, out, 2) ROWS(net, in, out, 3) ROWS(net, in, out, 4) ROWS(net, in, out, 8) ROWS(net, in, out, 32)       \
  ROWS(net, in, out, 256)
BATCHES(tiny, 4, 3) BATCHES(small, 13, 1) BATCHES(medium, 784, 10)
REPEAT(train_tiny, tiny_vector_step(0))
REPEAT(train_small, small_step(0))
REPEAT(train_leaky, leaky_step(0))

static void dense(const float *w, const float *b, const double *x, double *y, int in, int out, int relu) {
  for (int o = 0; o < out; o++) {
    double s = b[o];
    for (int i = 0; i < in; i++) s += (double)w[o * in + i] * x[i];
    y[o] = relu && s < 0 ? 0 : s;
  }
}

static void softmax(double *y, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) s += y[i] = exp(y[i]);
  for (int i = 0; i < n; i++) y[i] /= s;
}

static void tiny(double *x, double *y) {
  double a[8];
  dense(tiny_w0, tiny_b0, x, a, 4, 8, 1);
  dense(tiny_w1, tiny_b1, a, y, 8, 3, 0);
  softmax(y, 3);
}

static void small(double *x, double *y) {
  double a[64], b[64];
  dense(small_w0, small_b0, x, a, 13, 64, 1);
  dense(small_w1, small_b1, a, b, 64, 64, 1);
  dense(small_w2, small_b2, b, y, 64, 1, 0);
}

static void medium(double *x, double *y) {
  double a[128], b[64];
  dense(medium_w0, medium_b0, x, a, 784, 128, 1);
  dense(medium_w1, medium_b1, a, b, 128, 64, 1);
  dense(medium_w2, medium_b2, b, y, 64, 10, 0);
  softmax(y, 10);
}

/* right holds a forward pass against the same in double. */
static int right(const char *name, void (*f)(const float *, float *), void (*reference)(double *, double *), int out) {
  double worst = 0, want[16], exact[800];
  for (int r = 0; r < 4; r++) {
    for (int i = 0; i < 800; i++) exact[i] = x[r][i];
    reference(exact, want);
    f(x[r], y[r]);
    for (int o = 0; o < out; o++) worst = fmax(worst, fabs(y[r][o] - want[o]));
  }
  if (worst > 1e-4) fprintf(stderr, "c-hand %s is wrong by %g\n", name, worst);
  return worst <= 1e-4;
}

int main(void) {
  forward_init();
  unsigned s = 12345;
  for (int r = 0; r < 256; r++)
    for (int i = 0; i < 800; i++) s = s * 1664525u + 1013904223u, x[r][i] = (s >> 8) * (1.0f / 8388608.0f) - 1.0f;
  if (!right("tiny", forward_tiny, tiny, 3) || !right("small", forward_small, small, 1) ||
      !right("medium", forward_medium, medium, 10) || !train_check() || !tiny_vector_check())
    return 1;
#define WORK(net, n) {#net, "infer" #n, net##_##n}
#define WORKS(net) WORK(net, 2), WORK(net, 3), WORK(net, 4), WORK(net, 8), WORK(net, 32), WORK(net, 256)
  const work works[] = {
      {"tiny", "infer1", infer_tiny}, {"small", "infer1", infer_small}, {"medium", "infer1", infer_medium},
      {"tiny", "train", train_tiny},  {"small", "train", train_small}, {"leaky", "train", train_leaky},
      WORKS(tiny), WORKS(small), WORKS(medium),
  };
  return serve("gcc " __VERSION__, works, sizeof works / sizeof *works);
}
