/** The sample at an index; silence beyond both ends. */
export const sampleAt = (samples: ArrayLike<number>, index: number): number => samples[index] ?? 0;
