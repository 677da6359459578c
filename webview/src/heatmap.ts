import type { ComparedFile } from '../../server/src/protocol/documents.ts';
import { bandOf, own, score } from '../../server/src/protocol/figures.ts';
import { type Column, dataTable } from './dataTable.ts';
import { pathNode, visible } from './dom.ts';
import { heat } from './marks.ts';

function spread(file: ComparedFile, models: readonly string[]): number {
  const values = models.map((model) => own(file.scores, model) ?? 0);
  return values.length === 0 ? 0 : Math.max(...values) - Math.min(...values);
}

function bandsOf(file: ComparedFile, models: readonly string[]): number {
  const scores = models.map((model) => own(file.scores, model) ?? null);
  return new Set(scores.map((value) => (value === null ? 'missing' : bandOf(value)))).size;
}

/** Every golden file by model. */
export function heatmap(files: readonly ComparedFile[], models: readonly string[]): HTMLElement {
  return dataTable<ComparedFile>({
    caption: 'Files by models',
    noun: 'file',
    rows: files,
    header: 0,
    filter: (file) => file.golden,
    switches:
      models.length < 2
        ? []
        : [{ label: 'Only where they differ in band', keep: (file) => bandsOf(file, models) > 1 }],
    columns: [
      {
        title: 'Golden file',
        key: (file) => file.golden,
        cell: (file) => pathNode(file.golden),
        class: 'file',
      },
      ...models.map((model): Column<ComparedFile> => {
        const text = visible(model);
        return {
          title: text.length > 16 ? `${text.slice(0, 9)}…${text.slice(-6)}` : text,
          label: text,
          numeric: true,
          class: 'heat-cell',
          key: (file) => own(file.scores, model) ?? null,
          cell: (file) => heat(own(file.scores, model) ?? null),
        };
      }),
      ...(models.length < 2
        ? []
        : [
            {
              title: 'Spread',
              label: 'Spread: best model less worst',
              numeric: true,
              key: (file: ComparedFile) => spread(file, models),
              cell: (file: ComparedFile) => score(spread(file, models), 2),
            },
          ]),
    ],
  });
}
