/* The C side of the comparison's protocol: a line "WORKLOAD METRIC" on standard input is answered by a line with the
   nanoseconds of one call, or "-" where the program has no such metric; "version" is answered by a text. */
#pragma once
#ifdef __cplusplus
extern "C" {
#endif

/* work is one way to do a metric: repeat does it n times. Where several have the same metric, the fastest counts. */
typedef struct {
  const char *workload, *metric;
  void (*repeat)(long n);
} work;

/* serve answers requests until standard input is closed. */
int serve(const char *version, const work *works, int count);

/* REPEAT defines a function that evaluates call n times, i counting up. */
#define REPEAT(name, call)                                                     \
  static void name(long n) {                                                   \
    for (long i = 0; i < n; i++) {                                             \
      call;                                                                    \
      __asm__ volatile("" ::: "memory");                                       \
    }                                                                          \
  }

#ifdef __cplusplus
}
#endif
