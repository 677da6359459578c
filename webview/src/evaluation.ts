import type {
  DimensionDocument,
  EvaluationDocument,
  FileDocument,
  FindingDocument,
} from '../../server/src/protocol/documents.ts';
import { count, grouped, score } from '../../server/src/protocol/figures.ts';
import { acceptedView } from './accepted.ts';
import { dataTable } from './dataTable.ts';
import { h, pathNode, visible } from './dom.ts';
import { percent, points } from './figures.ts';
import { fileFindings, findingsTable } from './findings.ts';
import { bandChip, scoreBar } from './marks.ts';
import { legend, masthead, pathList, section } from './sections.ts';

/** The evaluation of one generated folder or file: overall, dimensions, files, findings. */
export function evaluationView(document: EvaluationDocument): HTMLElement[] {
  const { files, missing, extra, unreadable } = document;
  const lists = [
    pathList(
      'Missing',
      'golden files without a counterpart count 0',
      missing.map((path) => ({ path })),
      missing.length <= 10,
    ),
    pathList(
      'Extra',
      'generated files without a counterpart are not counted',
      extra.map((path) => ({ path })),
    ),
    pathList(
      'Unreadable',
      'left out',
      unreadable.map(({ path, reason }) => ({ path, note: reason })),
    ),
  ].filter((list) => list !== null);
  const known = acceptedView(document);
  const whole = h('p', { class: 'overall' }, scoreBar(document.overall), bandChip(document.overall));
  return [
    masthead(
      'Evaluation',
      h('span', {}, pathNode(document.generated), ` scores ${score(document.overall)}: ${document.band}`),
      [
        `golden: ${document.golden}`,
        `${grouped(files.length)} of ${count(files.length + missing.length, 'golden file')} found`,
        ...(extra.length > 0 ? [count(extra.length, 'extra file')] : []),
        `engine ${document.engine_version}`,
      ],
    ),
    whole,
    section('Dimensions', null, dimensionTable(document.dimensions)),
    section('Files', 'What costs most first. Open a file for its findings.', legend(), filesTable(files)),
    ...(lists.length === 0 ? [] : [section('Not paired', null, ...lists)]),
    section('Findings', 'Points are of their file; what costs the whole most first.', findingsTable(files)),
    ...(known === null ? [] : [known]),
  ];
}

type Entry = [string, DimensionDocument];

/** Dimensions with their share of what was lost. */
export function dimensionTable(dimensions: Readonly<Record<string, DimensionDocument>>): HTMLElement {
  const lost = ([, { value, weight }]: Entry) => (value === null ? null : (1 - value) * weight);
  return dataTable<Entry>({
    caption: 'Dimensions',
    noun: 'dimension',
    rows: Object.entries(dimensions),
    header: 0,
    columns: [
      { title: 'Dimension', key: ([id]) => id, cell: ([id]) => visible(id), class: 'name' },
      {
        title: 'Score',
        numeric: true,
        key: ([, { value }]) => value,
        cell: ([, { value }]) => scoreBar(value),
        class: 'bar-cell',
      },
      {
        title: 'Weight',
        numeric: true,
        key: ([, { value, weight }]) => (value === null ? null : weight),
        cell: ([, { value, weight }]) => (value === null ? '–' : percent(weight)),
      },
      {
        title: 'Lost',
        label: 'Points lost',
        numeric: true,
        key: lost,
        cell: (entry) => {
          const value = lost(entry);
          return value === null ? '–' : points(value);
        },
      },
      {
        title: 'Note',
        key: ([, dimension]) => noteOf(dimension),
        cell: ([, dimension]) => h('span', { class: 'note' }, visible(noteOf(dimension) ?? '')),
        class: 'wide',
      },
    ],
  });
}

function noteOf({ value, reason, basis }: DimensionDocument): string | null {
  if (value === null) return reason ?? 'does not apply';
  if (basis === 'executed') return 'from running both';
  if (basis === 'contract') return 'from exports, signatures and types; not run';
  return basis === 'mixed' ? 'partly from running both' : (reason ?? null);
}

function worstOf(file: FileDocument): FindingDocument | undefined {
  return file.findings.reduce<FindingDocument | undefined>(
    (worst, finding) => (worst === undefined || finding.points > worst.points ? finding : worst),
    undefined,
  );
}

function filesTable(files: readonly FileDocument[]): HTMLElement {
  const loss = (file: FileDocument) => file.weight * (1 - file.overall);
  const all = files.reduce((sum, file) => sum + loss(file), 0);
  return dataTable<FileDocument>({
    caption: 'Files',
    noun: 'file',
    rows: files,
    header: 0,
    sorting: { column: 4, descending: true },
    filter: (file) => [file.golden, file.generated, ...(file.generated_parts ?? [])].join(' '),
    switches: [{ label: 'Only below good', keep: (file) => file.overall < 0.6 }],
    detail: fileDetail,
    columns: [
      {
        title: 'Golden file',
        key: (file) => file.golden,
        cell: (file) => pathNode(file.golden),
        class: 'file',
      },
      { title: 'Generated file', key: (file) => file.generated, cell: generatedPaths, class: 'file' },
      {
        title: 'Score',
        numeric: true,
        key: (file) => file.overall,
        cell: (file) => scoreBar(file.overall),
        class: 'bar-cell',
      },
      { title: 'Band', key: (file) => -file.overall, cell: (file) => bandChip(file.overall) },
      {
        title: 'Of the loss',
        label: 'Share of what these files lost',
        numeric: true,
        key: loss,
        cell: (file) => (all === 0 ? '–' : percent(loss(file) / all)),
      },
      {
        title: 'Worst finding',
        key: (file) => worstOf(file)?.message ?? null,
        cell: (file) => h('span', { class: 'clamp' }, visible(worstOf(file)?.message ?? 'none')),
        class: 'wide',
      },
    ],
  });
}

function generatedPaths(file: FileDocument): HTMLElement {
  const parts = file.generated_parts ?? [];
  return h(
    'span',
    {},
    pathNode(file.generated),
    ...parts.map((part) => h('span', { class: 'part' }, ' + ', pathNode(part))),
  );
}

function fileDetail(file: FileDocument): HTMLElement {
  return h(
    'div',
    { class: 'file-detail' },
    h('div', {}, h('h3', {}, 'Dimensions'), dimensionList(file.dimensions)),
    h('div', {}, h('h3', {}, count(file.findings.length, 'finding')), fileFindings(file)),
  );
}

function dimensionList(dimensions: Readonly<Record<string, DimensionDocument>>): HTMLElement {
  return h(
    'dl',
    { class: 'dimensions' },
    ...Object.entries(dimensions).flatMap(([id, { value }]) => [
      h('dt', {}, visible(id)),
      h('dd', {}, scoreBar(value)),
    ]),
  );
}
