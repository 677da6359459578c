/**
 * Does a pattern hold the classic exponential shape, a repetition (without upper bound) of a group one of whose
 * alternatives is nothing but another such repetition (`(a+)+`, `(\d*)*`, `([a-z]+-?)*`), with something after it
 * that can fail? A mandatory separator inside (`(?:[a-z]+\.)+`) makes every split unique, so that is not one.
 * One pass; the pattern is taken for valid, anything odd answers false.
 */
export function backtracks(pattern: string): boolean {
  if (!/[)][*+{]/.test(pattern)) return false;
  const open: Frame[] = [newFrame()];
  let i = 0;
  while (i < pattern.length) {
    const c = pattern[i];
    const frame = open[open.length - 1];
    if (c === '(') {
      const inner = newFrame();
      if (pattern[i + 1] === '?') {
        inner.look = /^\(\?<?[=!]/.test(pattern.slice(i, i + 4));
        const named = /^\(\?(?::|<?[=!]|<\w+>)/.exec(pattern.slice(i, i + 64));
        i += named === null ? 2 : named[0].length;
      } else i++;
      open.push(inner);
      continue;
    }
    if (c === '|') {
      endAlternative(frame);
      i++;
      continue;
    }
    let atom: Atom = { ambiguous: false, fails: true };
    if (c === ')') {
      if (open.length === 1) return false;
      open.pop();
      endAlternative(frame);
      atom = { ambiguous: frame.ambiguous && !frame.look, fails: !frame.look };
      i++;
    } else if (c === '[') i = endOfClass(pattern, i);
    else if (c === '\\') i += 2;
    else if (c === '^') {
      i++;
      continue;
    } else i++;
    const outer = open[open.length - 1];
    const times = quantifier(pattern, i);
    i += times.length;
    if (outer.pending && atom.fails && !times.optional) return true;
    if (times.unbounded && atom.ambiguous) outer.pending = true;
    if (times.unbounded || (atom.ambiguous && times.length === 0)) outer.unbounded++;
    else if (!times.optional) outer.mandatory++;
  }
  return false;
}

interface Frame {
  look: boolean;
  unbounded: number;
  mandatory: number;
  /** Some alternative is one repetition and nothing that has to be there besides. */
  ambiguous: boolean;
  /** An exponential repetition has been read; what follows may make it fail. */
  pending: boolean;
}

interface Atom {
  readonly ambiguous: boolean;
  readonly fails: boolean;
}

function newFrame(): Frame {
  return { look: false, unbounded: 0, mandatory: 0, ambiguous: false, pending: false };
}

function endAlternative(frame: Frame): void {
  if (frame.unbounded >= 1 && frame.mandatory === 0) frame.ambiguous = true;
  frame.unbounded = 0;
  frame.mandatory = 0;
}

function endOfClass(pattern: string, from: number): number {
  for (let i = from + 1; i < pattern.length; i++) {
    if (pattern[i] === '\\') i++;
    else if (pattern[i] === ']') return i + 1;
  }
  return pattern.length;
}

function quantifier(pattern: string, at: number): { length: number; unbounded: boolean; optional: boolean } {
  const found = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(pattern.slice(at, at + 24));
  if (found === null) return { length: 0, unbounded: false, optional: false };
  const text = found[0];
  const unbounded = text[0] === '*' || text[0] === '+' || /,\}/.test(text);
  return {
    length: text.length,
    unbounded,
    optional: text[0] === '*' || text[0] === '?' || text.startsWith('{0'),
  };
}
