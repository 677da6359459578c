/** Knows when nothing is being done, so that what only work needs can be let go. */
export interface Idle {
  /** Does a piece of work. */
  during<T>(work: () => Promise<T>): Promise<T>;
  close(): void;
}

/** @param onIdle called when nothing was done for so many milliseconds */
export function createIdle(milliseconds: number, onIdle: () => void): Idle {
  let under = 0;
  let timer: NodeJS.Timeout | undefined;
  return {
    async during(work) {
      under++;
      clearTimeout(timer);
      try {
        return await work();
      } finally {
        under--;
        if (under === 0) timer = setTimeout(onIdle, milliseconds).unref();
      }
    },
    close: () => clearTimeout(timer),
  };
}
