/* xnnpack: the operators of XNNPACK, one after the other, as a program would call them that knows its layers. */
#include "serve.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <xnnpack.h>

enum { most_layers = 20, most_rows = 256 };

/* net is a network of dense layers; slope is that of leaky_relu below 0, or 0 for relu. */
typedef struct {
  int sizes[most_layers + 1], layers, softmax;
  float slope;
} net;

static const net nets[] = {
    {{4, 8, 3}, 2, 1, 0},
    {{13, 64, 64, 1}, 3, 0, 0},
    {{13, 64, 64, 1}, 3, 0, .01f},
    {{784, 128, 64, 10}, 3, 1, 0},
    {{1024, 1024, 1024, 1000}, 3, 1, 0},
    {{4096, 4096, 4096, 4096}, 3, 0, 0},
    {{32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32}, 20, 0, 0},
    {{784, 128, 64, 10}, 3, 1, .01f},
};

/* steps are the operators of one network that have been set up for a number of rows. */
static xnn_operator_t steps[2 * most_layers];
static int count;
static float *buffers[most_layers + 1], *weights[most_layers], *biases[most_layers];

static void must(enum xnn_status status) {
  if (status != xnn_status_success) {
    fprintf(stderr, "XNNPACK: status %d\n", status);
    exit(1);
  }
}

static float *numbers(size_t n, float scale) {
  float *list = aligned_alloc(64, (n * sizeof(float) + 127) / 64 * 64);
  for (size_t i = 0; i < n; i++) list[i] = (rand() / (float)RAND_MAX - .5f) * scale;
  return list;
}

static void add(xnn_operator_t op) { steps[count++] = op; }

static void dense(const net *n, int l, int rows) {
  int in = n->sizes[l], out = n->sizes[l + 1], last = l == n->layers - 1;
  float least = !last && n->slope == 0 ? 0 : -INFINITY;
  const float *w = weights[l] = numbers((size_t)in * out, 2 * sqrtf(6.f / in)), *b = biases[l] = numbers(out, .1f);
  xnn_operator_t op;
  must(xnn_create_fully_connected_nc_f32(in, out, in, out, w, b, least, INFINITY, 0, &op));
  must(xnn_setup_fully_connected_nc_f32(op, rows, buffers[l], buffers[l + 1], NULL));
  add(op);
  if (!last && n->slope != 0) {
    must(xnn_create_leaky_relu_nc_f32(out, out, out, n->slope, 0, &op));
    must(xnn_setup_leaky_relu_nc_f32(op, rows, buffers[l + 1], buffers[l + 1], NULL));
    add(op);
  }
}

/* clear gives back what the network before had. */
static void clear(void) {
  while (count > 0) must(xnn_delete_operator(steps[--count]));
  for (int l = 0; l <= most_layers; l++) free(buffers[l]), buffers[l] = NULL;
  for (int l = 0; l < most_layers; l++) free(weights[l]), free(biases[l]), weights[l] = biases[l] = NULL;
}

static void prepare(const net *n, int rows) {
  clear();
  for (int l = 0; l <= n->layers; l++) buffers[l] = numbers((size_t)n->sizes[l] * most_rows, 2);
  for (int l = 0; l < n->layers; l++) dense(n, l, rows);
  if (n->softmax) {
    int classes = n->sizes[n->layers];
    xnn_operator_t op;
    must(xnn_create_softmax_nc_f32(classes, classes, classes, 0, &op));
    must(xnn_setup_softmax_nc_f32(op, rows, buffers[n->layers], buffers[n->layers], NULL));
    add(op);
  }
}

static void forward(void) {
  for (int i = 0; i < count; i++) must(xnn_run_operator(steps[i], NULL));
}

/* check holds the first row against float64 arithmetic. */
static void check(const net *n) {
  static double a[2][4096];
  double sum = 0;
  for (int i = 0; i < n->sizes[0]; i++) a[0][i] = buffers[0][i];
  for (int l = 0; l < n->layers; l++)
    for (int o = 0, in = n->sizes[l]; o < n->sizes[l + 1]; o++) {
      double z = biases[l][o];
      for (int i = 0; i < in; i++) z += (double)weights[l][o * in + i] * a[l % 2][i];
      a[(l + 1) % 2][o] = l == n->layers - 1 || z > 0 ? z : n->slope * z;
    }
  double *y = a[n->layers % 2];
  int outputs = n->sizes[n->layers];
  for (int o = 0; n->softmax && o < outputs; o++) sum += y[o] = exp(y[o]);
  forward();
  for (int o = 0; o < outputs; o++) {
    double want = n->softmax ? y[o] / sum : y[o];
    if (fabs(buffers[n->layers][o] - want) > 1e-4 * (1 + fabs(want))) {
      fprintf(stderr, "XNNPACK: output %d is %g instead of %g\n", o, buffers[n->layers][o], want);
      exit(1);
    }
  }
}

/* Each way of the table prepares its network when its turn comes. */
static const net *current;
static int rows;
static void want(const net *net, int n) {
  if (current == net && rows == n) return;
  current = net, rows = n;
  prepare(net, n);
  check(net);
}

#define WAY(i, net, rows) REPEAT(net##_##rows, (want(&nets[i], rows), forward()))
#define WAYS(i, net)                                                           \
  WAY(i, net, 1) WAY(i, net, 2) WAY(i, net, 3) WAY(i, net, 4) WAY(i, net, 8) WAY(i, net, 32) WAY(i, net, 256)
WAYS(0, tiny) WAYS(1, small) WAYS(2, leaky) WAYS(3, medium) WAYS(4, large) WAYS(5, huge) WAYS(6, deep) WAYS(7, mediumleaky)

#define WORK(net, rows) {#net, "infer" #rows, net##_##rows}
#define WORKS(net)                                                             \
  WORK(net, 1), WORK(net, 2), WORK(net, 3), WORK(net, 4), WORK(net, 8), WORK(net, 32), WORK(net, 256)

int main(void) {
  must(xnn_initialize(NULL));
  const work works[] = {WORKS(tiny), WORKS(small), WORKS(leaky), WORKS(medium), WORKS(large), WORKS(huge), WORKS(deep),
                        WORKS(mediumleaky)};
  return serve("XNNPACK, one thread", works, sizeof works / sizeof *works);
}
