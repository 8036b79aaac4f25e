/* c-plain: a training step in plain loops of constant sizes, left to the compiler. Linked with train.c, without VEC. */
#include "serve.h"
#include "train.h"

REPEAT(tiny, tiny_lane(0))
REPEAT(small, small_step(0))
REPEAT(leaky, leaky_step(0))

int main(void) {
  if (!train_check()) return 1;
  const work works[] = {{"tiny", "train", tiny}, {"small", "train", small}, {"leaky", "train", leaky}};
  return serve("gcc " __VERSION__ " -O3 -march=native -ffast-math", works, sizeof works / sizeof *works);
}
