import type { MatchDocument, MatchedFile } from '../../../protocol/documents.ts';
import { count, score } from '../../../protocol/figures.ts';
import { middle, plain, start, widthOf } from '../text.ts';
import { heading, type Pen, pathSection } from './layout.ts';

/** The lines of a matching. */
export function matchLines(document: MatchDocument, pen: Pen): string[] {
  const { pairs, missing, extra } = document;
  return [
    '',
    `  ${pen.bold(count(pairs.length, 'pair'))}${pen.dim(`, ${missing.length} missing, ${extra.length} extra`)}`,
    ...(pairs.length === 0 ? [] : heading(pen, 'Pairs', 'similarity, golden → generated')),
    ...pairs.flatMap((pair) => pairEntry(pair, pen)),
    ...pathSection(
      pen,
      'Missing',
      missing.map((path) => ({ path })),
      'golden files without a counterpart',
    ),
    ...pathSection(
      pen,
      'Extra',
      extra.map((path) => ({ path })),
      'generated files that go with none',
    ),
  ];
}

function pairEntry(pair: MatchedFile, pen: Pen): string[] {
  const room = pen.width - 11;
  const golden = middle(plain(pair.golden), Math.floor((room - 3) / 2));
  const generated = middle(
    [pair.generated, ...(pair.generated_parts ?? [])].map(plain).join(' + '),
    room - 3 - widthOf(golden),
  );
  const detail = (text: string) => `${' '.repeat(11)}${pen.dim(text)}`;
  const next = pair.runner_up;
  const nextText = next && `runner-up ${score(next.similarity)} `;
  return [
    `    ${pen.band(pair.similarity)(score(pair.similarity))}  ${golden} ${pen.dim('→')} ${generated}`,
    ...(pair.reason === '' ? [] : [detail(start(plain(pair.reason), room))]),
    ...(next && nextText ? [detail(nextText + middle(plain(next.generated), room - nextText.length))] : []),
    ...(pen.verbose
      ? pair.units.map((unit) =>
          detail(
            `  ${score(unit.similarity)}  ${start(plain(unit.golden), Math.floor(room / 2) - 8)} → ${start(plain(unit.generated), Math.floor(room / 2) - 6)}`,
          ),
        )
      : []),
  ];
}
