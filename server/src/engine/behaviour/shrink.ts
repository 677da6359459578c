import type { Input, Value } from './input.ts';
import { encodeInput } from './input.ts';
import { isSpecial } from './values/special.ts';

/** Inputs that are tried in one go. */
const BATCH = 24;

/**
 * Looks for a smaller input on which both sides still differ (greedy delta debugging, Zeller and Hildebrandt 2002):
 * of all inputs one step simpler the simplest that differs is taken, until none differs.
 * @param differs tells for each input whether both sides differ on it as they did.
 * @param budget most inputs that are tried.
 */
export function shrink(
  input: Input,
  differs: (inputs: readonly Input[]) => readonly boolean[],
  budget = 120,
): Input {
  let current = input;
  let left = budget;
  const tried = new Set([encodeInput(input)]);
  for (;;) {
    const fresh = new Map(simpler(current).map((each) => [encodeInput(each), each]));
    const next = [...fresh]
      .map(([encoded, each]) => ({ each, encoded }))
      .filter(({ encoded }) => !tried.has(encoded))
      .sort((a, b) => a.encoded.length - b.encoded.length || (a.encoded < b.encoded ? -1 : 1));
    let found: Input | null = null;
    for (let at = 0; at < next.length && found === null && left > 0; at += BATCH) {
      const batch = next.slice(at, at + Math.min(BATCH, left));
      left -= batch.length;
      for (const { encoded } of batch) tried.add(encoded);
      const answers = differs(batch.map(({ each }) => each));
      found = batch.find((_, index) => answers[index])?.each ?? null;
    }
    if (found === null) return current;
    current = found;
  }
}

/** Inputs one step simpler. */
function simpler(input: Input): Input[] {
  const args = inLists(input.args).map((list): Input => ({ ...input, args: list }));
  const calls = (input.calls ?? []).flatMap(([name, list], index): Input[] => {
    const others = (input.calls ?? []).filter((_, other) => other !== index);
    const less = inLists(list).map((each) =>
      (input.calls ?? []).map((call, other) => (other === index ? ([name, each] as const) : call)),
    );
    return [others, ...less].map((each) => ({ ...input, calls: each }));
  });
  const further = (input.further ?? []).flatMap((list, index): Input[] => {
    const others = (input.further ?? []).filter((_, other) => other !== index);
    const less = inLists(list).map((each) =>
      (input.further ?? []).map((call, other) => (other === index ? each : call)),
    );
    return [...(others.length > 0 ? [others] : []), ...less].map((each) => ({ ...input, further: each }));
  });
  return [...args, ...calls, ...further];
}

/** A list with one of its values simpler. */
function inLists(values: readonly Value[]): Value[][] {
  return values.flatMap((value, index) =>
    simplerValues(value).map((each) => values.map((other, at) => (at === index ? each : other))),
  );
}

function simplerValues(value: Value): Value[] {
  if (typeof value === 'number') return simplerNumbers(value);
  if (typeof value === 'string') return simplerTexts(value);
  if (value === true) return [false];
  if (value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) {
    const halves =
      value.length > 2 ? [value.slice(0, value.length >> 1), value.slice(value.length >> 1)] : [];
    const without = value.length <= 12 ? value.map((_, at) => value.filter((__, other) => other !== at)) : [];
    return [...halves, ...without, ...inLists(value)];
  }
  if (isSpecial(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    simplerValues(inner).map((each) => ({ ...value, [key]: each })),
  );
}

function simplerNumbers(value: number): Value[] {
  const nearer = Number.isInteger(value)
    ? [0, 1, Math.trunc(value / 2), value - Math.sign(value)]
    : [Math.trunc(value)];
  return [...new Set(nearer)].filter(
    (each) => Math.abs(each) < Math.abs(value) || (each === 1 && value === -1),
  );
}

function simplerTexts(text: string): Value[] {
  const shorter = new Set<string>();
  if (text.length > 3) {
    shorter.add(text.slice(0, text.length >> 1));
    shorter.add(text.slice(text.length >> 1));
  }
  if (text.length <= 16)
    for (let at = 0; at < text.length; at++) shorter.add(text.slice(0, at) + text.slice(at + 1));
  if (/[b-z]/.test(text)) shorter.add(text.replace(/[b-z]/, 'a'));
  shorter.delete(text);
  return [...shorter];
}
