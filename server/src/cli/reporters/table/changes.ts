import { count, score, signed } from '../../../protocol/figures.ts';
import type { ChangesDocument } from '../../../protocol/history.ts';
import { plain } from '../text.ts';
import { grid, heading, listed, type Pen } from './layout.ts';

/** What changed since another run. */
export function changesLines(changes: ChangesDocument, pen: Pen): string[] {
  const { models, files, added, removed, not_comparable: reason } = changes;
  return [
    '',
    ...(reason === null ? [] : [`  ${pen.bad(`Not comparable: ${plain(reason)}.`)}`, '']),
    ...(models.length === 0
      ? ['  No model is in both runs.']
      : grid(pen, [
          { title: 'model', cells: models.map(({ model }) => model), width: Math.max(12, pen.width - 30) },
          { title: 'before', align: 'right', cells: models.map(({ before }) => score(before)) },
          { title: 'after', align: 'right', cells: models.map(({ after }) => score(after)) },
          { title: 'change', align: 'right', cells: models.map(({ difference }) => signed(difference)) },
        ])),
    ...(added.length === 0 ? [] : [`  New: ${added.map(plain).join(', ')}`]),
    ...(removed.length === 0 ? [] : [`  Gone: ${removed.map(plain).join(', ')}`]),
    ...heading(
      pen,
      files.length === 0
        ? 'No file changed its score'
        : `${count(files.length, 'file')} changed ${files.length === 1 ? 'its score' : 'their scores'}`,
    ),
    ...listed(pen, files, 20, ({ model, golden, before, after, difference }) => [
      `    ${signed(difference)}  ${plain(model)}: ${plain(golden)} ${pen.dim(`(${score(before)} → ${score(after)})`)}`,
    ]),
    '',
  ];
}
