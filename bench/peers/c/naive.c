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
DENSE(8, 4) DENSE(3, 8) DENSE(64, 13) DENSE(64, 64) DENSE(1, 64) DENSE(128, 784) DENSE(64, 128) DENSE(10, 64)

static void softmax(float *y, int n) {
  float m = y[0], s = 0;
  for (int i = 1; i < n; i++) m = y[i] > m ? y[i] : m;
  for (int i = 0; i < n; i++) s += y[i] = expf(y[i] - m);
  for (int i = 0; i < n; i++) y[i] /= s;
}

static float *W[3], *B[3];
static float x[1024], y[1024];

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
  REPEAT(repeat_tiny_##L, tiny_##L(y, x))                                                                              \
  REPEAT(repeat_small_##L, small_##L(y, x))                                                                            \
  REPEAT(repeat_leaky_##L, leaky_##L(y, x))                                                                            \
  REPEAT(repeat_medium_##L, medium_##L(y, x))
NET(row) NET(col)

int main(void) {
  for (int l = 0; l < 3; l++) {
    W[l] = aligned_alloc(64, 128 * 784 * 4), B[l] = aligned_alloc(64, 128 * 4);
    for (int i = 0; i < 128 * 784; i++) W[l][i] = (rand() / (float)RAND_MAX - .5f) * .1f;
    memset(B[l], 0, 128 * 4);
  }
  for (int i = 0; i < 1024; i++) x[i] = i % 17 / 17.f - .5f;
  const work works[] = {
      {"tiny", "infer1", repeat_tiny_row},     {"tiny", "infer1", repeat_tiny_col},
      {"small", "infer1", repeat_small_row},   {"small", "infer1", repeat_small_col},
      {"leaky", "infer1", repeat_leaky_row}, {"leaky", "infer1", repeat_leaky_col},
      {"medium", "infer1", repeat_medium_row}, {"medium", "infer1", repeat_medium_col},
  };
  return serve("gcc " __VERSION__ " -O3 -march=native -ffast-math", works, sizeof works / sizeof *works);
}
