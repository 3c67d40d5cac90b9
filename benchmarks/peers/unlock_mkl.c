/*
 * Preloaded before Intel's MKL, makes it take its AVX-512 path on processors of other makers too: it asks this function of its own
 * whether the processor is Intel's (danieldk.eu, "Intel MKL on AMD Zen").
 */
int mkl_serv_intel_cpu_true(void) {
  return 1;
}
