/* c-gcc: the C that a naive generator emits (onnx2c, keras2c, m2cgen): constant sizes, plain loops, left to the compiler. */
#include "serve.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

/* The activation of a layer: none, relu or leaky_relu, whose slope below 0 is that. */
enum { none, rectified, leaky };
#define slope(activation) (activation == leaky ? .01f : 0.f)

/* W row by row, and transposed, the layout that a good generator picks. */
#define DENSE(O, I)                                                                                                    \
  INLINE void row_##O##_##I(float *restrict y, const float W[restrict O][I], const float *restrict b,                  \
                            const float *restrict x, int relu) {                                                       \
    for (int o = 0; o < O; o++) {                                                                                      \
      float s = b[o];                                                                                                  \
      for (int i = 0; i < I; i++) s += W[o][i] * x[i];                                                                 \
      y[o] = relu && s < 0 ? slope(relu) * s : s;                                                                      \
    }                                                                                                                  \
  }                                                                                                                    \
  INLINE void col_##O##_##I(float *restrict y, const float W[restrict I][O], const float *restrict b,                  \
                            const float *restrict x, int relu) {                                                       \
    float s[O];                                                                                                        \
    for (int o = 0; o < O; o++) s[o] = b[o];                                                                           \
    for (int i = 0; i < I; i++)                                                                                        \
      for (int o = 0; o < O; o++) s[o] += W[i][o] * x[i];                                                              \
    for (int o = 0; o < O; o++) y[o] = relu && s[o] < 0 ? slope(relu) * s[o] : s[o];                                   \
  }
DENSE(8, 4) DENSE(3, 8) DENSE(32, 32) DENSE(64, 13) DENSE(64, 64) DENSE(1, 64) DENSE(128, 784) DENSE(64, 128) DENSE(10, 64)

static void softmax(float *y, int n) {
  float m = y[0], s = 0;
  for (int i = 1; i < n; i++) m = y[i] > m ? y[i] : m;
  for (int i = 0; i < n; i++) s += y[i] = expf(y[i] - m);
  for (int i = 0; i < n; i++) y[i] /= s;
}

static float *W[3], *B[3];
static float deep_w[20][32][32], deep_b[20][32];
static float x[256 * 784], y[256 * 32];

#define NET(L)                                                                                                         \
  __attribute__((noinline)) static void tiny_##L(float *y, const float *x) {                                           \
    float h[8];                                                                                                        \
    L##_8_4(h, (void *)W[0], B[0], x, rectified);                                                                      \
    L##_3_8(y, (void *)W[1], B[1], h, none);                                                                           \
    softmax(y, 3);                                                                                                     \
  }                                                                                                                    \
  __attribute__((noinline)) static void small_##L(float *y, const float *x) {                                          \
    float h[64], g[64];                                                                                                \
    L##_64_13(h, (void *)W[0], B[0], x, rectified);                                                                    \
    L##_64_64(g, (void *)W[1], B[1], h, rectified);                                                                    \
    L##_1_64(y, (void *)W[2], B[2], g, none);                                                                          \
  }                                                                                                                    \
  __attribute__((noinline)) static void leaky_##L(float *y, const float *x) {                                          \
    float h[64], g[64];                                                                                                \
    L##_64_13(h, (void *)W[0], B[0], x, leaky);                                                                        \
    L##_64_64(g, (void *)W[1], B[1], h, leaky);                                                                        \
    L##_1_64(y, (void *)W[2], B[2], g, none);                                                                          \
  }                                                                                                                    \
  __attribute__((noinline)) static void medium_##L(float *y, const float *x) {                                         \
    float h[128], g[64];                                                                                               \
    L##_128_784(h, (void *)W[0], B[0], x, rectified);                                                                  \
    L##_64_128(g, (void *)W[1], B[1], h, rectified);                                                                   \
    L##_10_64(y, (void *)W[2], B[2], g, none);                                                                         \
    softmax(y, 10);                                                                                                    \
  }                                                                                                                    \
  __attribute__((noinline)) static void mediumleaky_##L(float *y, const float *x) {                                    \
    float h[128], g[64];                                                                                               \
    L##_128_784(h, (void *)W[0], B[0], x, leaky);                                                                      \
    L##_64_128(g, (void *)W[1], B[1], h, leaky);                                                                       \
    L##_10_64(y, (void *)W[2], B[2], g, none);                                                                         \
    softmax(y, 10);                                                                                                    \
  }                                                                                                                    \
  __attribute__((noinline)) static void deep_##L(float *y, const float *x) {                                           \
    float h[2][32];                                                                                                    \
    L##_32_32(h[0], deep_w[0], deep_b[0], x, rectified);                                                               \
    for (int l = 1; l < 19; l++) L##_32_32(h[l % 2], deep_w[l], deep_b[l], h[(l + 1) % 2], rectified);                 \
    L##_32_32(y, deep_w[19], deep_b[19], h[0], none);                                                                  \
  }
NET(row) NET(col)

/* A batch is its rows, one after the other. */
#define ROWS(net, L, in, out, n) REPEAT(net##_##L##_##n, for (int r = 0; r < n; r++) net##_##L(y + r * out, x + r * in))
#define BATCHES(net, L, in, out)                                                                                       \
  ROWS(net, L, in, out, 1) ROWS(net, L, in, out, 2) ROWS(net, L, in, out, 3) ROWS(net, L, in, out, 4)                  \
  ROWS(net, L, in, out, 8) ROWS(net, L, in, out, 32) ROWS(net, L, in, out, 256)
#define WAYS(net, in, out) BATCHES(net, row, in, out) BATCHES(net, col, in, out)
WAYS(tiny, 4, 3) WAYS(small, 13, 1) WAYS(leaky, 13, 1) WAYS(medium, 784, 10)
WAYS(mediumleaky, 784, 10) WAYS(deep, 32, 32)

#define WORK(net, n) {#net, "infer" #n, net##_row_##n}, {#net, "infer" #n, net##_col_##n}
#define WORKS(net)                                                                                                     \
  WORK(net, 1), WORK(net, 2), WORK(net, 3), WORK(net, 4), WORK(net, 8), WORK(net, 32), WORK(net, 256)

int main(void) {
  for (int l = 0; l < 3; l++) {
    W[l] = aligned_alloc(64, 128 * 784 * 4), B[l] = aligned_alloc(64, 128 * 4);
    for (int i = 0; i < 128 * 784; i++) W[l][i] = (rand() / (float)RAND_MAX - .5f) * .1f;
    memset(B[l], 0, 128 * 4);
  }
  for (float *w = (float *)deep_w; w < (float *)(deep_w + 20); w++) *w = (rand() / (float)RAND_MAX - .5f) * .8f;
  for (int i = 0; i < 256 * 784; i++) x[i] = i % 17 / 17.f - .5f;
  const work works[] = {WORKS(tiny), WORKS(small), WORKS(leaky), WORKS(medium), WORKS(mediumleaky), WORKS(deep)};
  return serve("gcc " __VERSION__ " -O3 -march=native -ffast-math", works, sizeof works / sizeof *works);
}
