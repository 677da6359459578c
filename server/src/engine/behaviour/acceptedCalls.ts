import { readCall } from './examples.ts';
import type { Input } from './input.ts';
import { type CallName, showCall } from './show.ts';

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
export function acceptedCalls(written: readonly string[], callee: CallName): AcceptedCalls | null {
  const own = written.filter((text) => calls(text, callee.name));
  if (own.length === 0) return null;
  const read = own.map((text) => ({ text, input: readCall(text, callee.name) }));
  const byCall = new Map(
    read.map(({ text, input }) => [
      input === null ? text.trim().replace(/\s*;$/, '') : showCall(callee, input),
      text,
    ]),
  );
  return {
    inputs: read.flatMap(({ input }) => input ?? []),
    writtenOf: (input) => byCall.get(showCall(callee, input)) ?? null,
  };
}

/** Names it at its start: `slugify(…`, `new Cart(…`, `const it = new Cart(…`. */
function calls(text: string, name: string): boolean {
  const start = text.trim().replace(/^(?:const \w+ = )?(?:new )?/, '');
  return start.startsWith(name) && /^\s*[(.]/.test(start.slice(name.length));
}
