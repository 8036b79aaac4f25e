#pragma once
/* One training step of tiny, small and leaky. The checks compare one with float64, complain, and set the weights again. */
void tiny_lane(void *unused), small_step(void *unused), leaky_step(void *unused), tiny_vector_step(void *unused);
int train_check(void), tiny_vector_check(void);
