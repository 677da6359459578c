/** What other machines do for this one. They are told when nobody waits for it any more. */
export interface Errands {
  /** @param work ends it there when its signal fires */
  run<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Gives all of it up; done when the others have been told. */
  end(): Promise<void>;
}

export function createErrands(): Errands {
  const ending = new AbortController();
  const running = new Set<Promise<unknown>>();
  return {
    async run(signal, work) {
      const working = work(AbortSignal.any([signal, ending.signal]));
      running.add(working);
      try {
        return await working;
      } finally {
        running.delete(working);
      }
    },
    async end() {
      ending.abort();
      await Promise.allSettled(running);
    },
  };
}
