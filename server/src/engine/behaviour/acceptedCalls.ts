import { readCall } from './examples.ts';
import type { Input } from './input.ts';
import { showCall } from './show.ts';

/** Inputs of one unit that are not judged. */
export interface AcceptedCalls {
  /** Those that could be read as inputs. */
  readonly inputs: readonly Input[];
  /** How an input was written where it was accepted; null when it was not. */
  readonly writtenOf: (input: Input) => string | null;
}

/**
 * @param written calls as people wrote them, or copied them from a report.
 * @returns null when none of them is about the unit.
 */
export function acceptedCalls(written: readonly string[], path: string): AcceptedCalls | null {
  const own = written.filter((text) => calls(text, path));
  if (own.length === 0) return null;
  const read = own.map((text) => ({ text, input: readCall(text, path) }));
  const byCall = new Map(
    read.map(({ text, input }) => [
      input === null ? text.trim().replace(/\s*;$/, '') : showCall(path, input),
      text,
    ]),
  );
  return {
    inputs: read.flatMap(({ input }) => input ?? []),
    writtenOf: (input) => byCall.get(showCall(path, input)) ?? null,
  };
}

/** Names it at its start: `slugify(…`, `new Cart(…`, `const it = new Cart(…`. */
function calls(text: string, path: string): boolean {
  const start = text.trim().replace(/^(?:const \w+ = )?(?:new )?/, '');
  return start.startsWith(path) && /^\s*[(.]/.test(start.slice(path.length));
}
