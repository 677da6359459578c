import type { LogLevel } from '../protocol/settings/run.ts';

/** What goes on outside of requests, in lines like theirs (pino's). */
export interface Log {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(this: void, error: unknown): void;
}

/** As pino numbers them. */
const LEVELS = { debug: 20, info: 30, warn: 40, error: 50 } as const;

export function createLog(write: (line: string) => void, level: LogLevel): Log {
  const line = (at: keyof typeof LEVELS, fields: object): void => {
    if (LEVELS[at] < LEVELS[level]) return;
    write(`${JSON.stringify({ level: LEVELS[at], time: Date.now(), pid: process.pid, ...fields })}\n`);
  };
  return {
    info: (msg, fields = {}) => line('info', { ...fields, msg }),
    error(error) {
      const { name, message, stack, cause } = loggable(error as Error);
      const why = cause instanceof Error ? cause.message : undefined;
      line('error', {
        err: { type: name, message, stack, ...(why === undefined ? {} : { cause: why }) },
        msg: message,
      });
    },
  };
}

/** An error as a log may have it: that of a query says what was asked with all values, and code is nobody's business. */
export function loggable(error: Error): Error {
  return error.message.startsWith('Failed query') && error.cause instanceof Error ? error.cause : error;
}
