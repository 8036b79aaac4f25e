#pragma once
/* The forward passes written by hand: x to y. forward_init lays out the weights. */
#ifdef __cplusplus
extern "C" {
#endif
void forward_init(void);
void forward_tiny(const float *x, float *y), forward_small(const float *x, float *y), forward_medium(const float *x, float *y);
#ifdef __cplusplus
}
#endif
