/**
 * Canonical text of results, taken apart: texts, groups in brackets, and what stands around them. What is put
 * together again unchanged is the same text.
 */
export type Piece =
  /** Numbers, names of classes, marks. */
  | { readonly kind: 'raw'; readonly raw: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'group'; readonly open: '(' | '[' | '{'; readonly items: readonly (readonly Piece[])[] };

const CLOSING = { '(': ')', '[': ']', '{': '}' } as const;

/** Takes a canonical text apart; null where its brackets don't fit, as in the middle of a regular expression. */
export function readTold(text: string): readonly Piece[] | null {
  let at = 0;
  const sequence = (until: string): Piece[] | null => {
    const pieces: Piece[] = [];
    let raw = '';
    const flush = (): void => {
      if (raw !== '') pieces.push({ kind: 'raw', raw });
      raw = '';
    };
    while (at < text.length && text[at] !== until && !(until !== '' && text[at] === ',')) {
      const character = text[at];
      if (character === '"') {
        flush();
        const end = endOfText(text, at);
        if (end < 0) return null;
        pieces.push({ kind: 'text', text: JSON.parse(text.slice(at, end)) as string });
        at = end;
      } else if (character === '(' || character === '[' || character === '{') {
        flush();
        at++;
        const items = group(CLOSING[character]);
        if (items === null) return null;
        pieces.push({ kind: 'group', open: character, items });
      } else if (character === ')' || character === ']' || character === '}') return null;
      else {
        raw += character;
        at++;
      }
    }
    flush();
    return pieces;
  };
  const group = (close: string): (readonly Piece[])[] | null => {
    const items: (readonly Piece[])[] = [];
    if (text[at] === close) {
      at++;
      return items;
    }
    for (;;) {
      const item = sequence(close);
      if (item === null || at >= text.length) return null;
      items.push(item);
      if (text[at++] === close) return items;
    }
  };
  return sequence('');
}

/** Where a text in quotes ends; -1 where it does not. */
function endOfText(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return -1;
}

/** The canonical text of pieces: fields, and what sets and maps hold, in the order that makes it canonical. */
export function writeTold(pieces: readonly Piece[]): string {
  return pieces.map((piece, index) => writePiece(piece, pieces[index - 1])).join('');
}

function writePiece(piece: Piece, before: Piece | undefined): string {
  if (piece.kind === 'raw') return piece.raw;
  if (piece.kind === 'text') return JSON.stringify(piece.text);
  const unordered = before?.kind === 'raw' && /(?:Map|Set)$/.test(before.raw);
  const isFields = piece.open === '{' && !unordered;
  const items = isFields ? [...piece.items].sort(byField) : piece.items;
  const written = items.map(writeTold);
  if (unordered) written.sort();
  return `${piece.open}${written.join(',')}${CLOSING[piece.open]}`;
}

function byField([a]: readonly Piece[], [b]: readonly Piece[]): number {
  const [left, right] = [a, b].map((piece) => (piece?.kind === 'text' ? piece.text : ''));
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The name of a field and its value, where an item of a group is one. */
export function fieldOf(item: readonly Piece[]): { name: string; value: readonly Piece[] } | null {
  const [name, colon, ...rest] = item;
  if (name?.kind !== 'text' || colon?.kind !== 'raw' || !colon.raw.startsWith(':')) return null;
  const after = colon.raw.slice(1);
  return { name: name.text, value: after === '' ? rest : [{ kind: 'raw', raw: after }, ...rest] };
}

export function field(name: string, value: readonly Piece[]): readonly Piece[] {
  const [first, ...rest] = value;
  if (first?.kind === 'raw')
    return [{ kind: 'text', text: name }, { kind: 'raw', raw: `:${first.raw}` }, ...rest];
  return [{ kind: 'text', text: name }, { kind: 'raw', raw: ':' }, ...value];
}
