import stringWidth from 'string-width';

// C0 and C1 controls, bidi marks and overrides, line separators, interlinear marks, byte order mark, noncharacters.
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]/g;
const LONE_SURROGATE = /[\ud800-\udfff]/gu;
// Most names; measuring them needs no Unicode tables.
const ASCII = /^[ -~]*$/;
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The text with every character made visible that could steer a terminal or reorder a line. */
export function plain(text: string): string {
  return text.replace(LONE_SURROGATE, '\ufffd').replace(UNSAFE, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? '\u2421' : '\ufffd';
  });
}

/** Columns that a text takes in a terminal; wide glyphs take two. The text is {@link plain}. */
export function widthOf(text: string): number {
  return ASCII.test(text) ? text.length : stringWidth(text);
}

const graphemesOf = (text: string) =>
  ASCII.test(text) ? text.split('') : Array.from(segmenter.segment(text), ({ segment }) => segment);

/** How many of the graphemes fit into `width` columns. */
function fitting(graphemes: readonly string[], width: number): number {
  let used = 0;
  for (let i = 0; i < graphemes.length; i++) {
    used += widthOf(graphemes[i]!);
    if (used > width) return i;
  }
  return graphemes.length;
}

/** The text in at most `width` columns: the middle goes, for a path's ends say most. */
export function middle(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  if (width <= 1) return width === 1 ? '…' : '';
  const graphemes = graphemesOf(text);
  const tail = Math.ceil((width - 1) * 0.65);
  const end = graphemes.slice(graphemes.length - fitting(graphemes.toReversed(), tail));
  return `${graphemes.slice(0, fitting(graphemes, width - 1 - tail)).join('')}…${end.join('')}`;
}

/** The text in at most `width` columns, its end cut off. */
export function start(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const graphemes = graphemesOf(text);
  return width < 1 ? '' : `${graphemes.slice(0, fitting(graphemes, width - 1)).join('')}…`;
}

/** The text filled with spaces up to `width` columns. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'left' ? text + space : space + text;
}

/** Breaks a {@link plain} text into lines of at most `width` columns, at spaces where there are any. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (widthOf(joined) <= width) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    let rest = graphemesOf(word);
    while (widthOf(rest.join('')) > width && rest.length > 1) {
      const fit = Math.max(1, fitting(rest, width));
      lines.push(rest.slice(0, fit).join(''));
      rest = rest.slice(fit);
    }
    line = rest.join('');
  }
  return line === '' ? lines : [...lines, line];
}
