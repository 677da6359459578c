import type { FileDocument, FindingDocument, Place } from '../../server/src/protocol/documents.ts';
import { grouped } from '../../server/src/protocol/figures.ts';
import { dataTable } from './dataTable.ts';
import { h, pathNode, visible } from './dom.ts';
import { placeText, points } from './figures.ts';
import { severityMark } from './marks.ts';

const SEVERITIES = ['hint', 'information', 'warning', 'error'];
const LISTED = 50;

interface Located {
  file: FileDocument;
  finding: FindingDocument;
}

/** Every finding of an evaluation, sortable and filterable. */
export function findingsTable(files: readonly FileDocument[]): HTMLElement {
  return dataTable<Located>({
    caption: 'Findings',
    noun: 'finding',
    rows: files.flatMap((file) => file.findings.map((finding) => ({ file, finding }))),
    header: 2,
    pageSize: 25,
    sorting: { column: 0, descending: true },
    filter: ({ file, finding }) =>
      [finding.message, finding.rule, finding.reference ?? '', file.golden, file.generated].join(' '),
    switches: [
      {
        label: 'Only errors and warnings',
        keep: ({ finding }) => finding.severity === 'error' || finding.severity === 'warning',
      },
    ],
    columns: [
      {
        title: 'Points',
        label: 'Points, sorted by cost to the whole',
        numeric: true,
        key: ({ file, finding }) => file.weight * finding.points,
        cell: ({ finding }) => points(finding.points),
      },
      {
        title: 'Severity',
        numeric: false,
        key: ({ finding }) => -SEVERITIES.indexOf(finding.severity),
        cell: ({ finding }) => severityMark(finding.severity),
      },
      {
        title: 'Finding',
        key: ({ finding }) => finding.message,
        cell: ({ finding }) => messageNode(finding),
        class: 'wide message',
      },
      {
        title: 'Place',
        key: ({ file, finding }) => placeText(finding.generated ?? finding.golden ?? nowhere(file)),
        cell: ({ file, finding }) => placesNode(file, finding),
        class: 'file',
      },
    ],
  });
}

const nowhere = (file: FileDocument): Place => ({
  file: file.generated,
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
});

function messageNode(finding: FindingDocument): HTMLElement {
  const rule = finding.reference === undefined ? finding.rule : `${finding.rule} · ${finding.reference}`;
  return h(
    'span',
    {},
    h('span', { class: 'clamp' }, visible(finding.message)),
    h('span', { class: 'rule' }, visible(rule)),
  );
}

function placesNode(file: FileDocument, finding: FindingDocument): HTMLElement {
  const line = (label: string, place: Place | null) =>
    place === null
      ? null
      : h('span', { class: 'place' }, h('span', { class: 'side' }, label), pathNode(placeText(place)));
  const whole = finding.generated === null && finding.golden === null;
  return h(
    'span',
    { class: 'places' },
    line('generated', finding.generated),
    line('golden', finding.golden),
    whole
      ? h('span', { class: 'place' }, h('span', { class: 'side' }, 'whole file'), pathNode(file.generated))
      : null,
  );
}

/** The findings of one file, dearest first. */
export function fileFindings(file: FileDocument): HTMLElement {
  const sorted = file.findings.toSorted((a, b) => b.points - a.points);
  const item = (finding: FindingDocument) =>
    h(
      'li',
      {},
      h('span', { class: 'cost' }, points(finding.points)),
      h('div', {}, messageNode(finding), placesNode(file, finding)),
      severityMark(finding.severity),
    );
  const list = h('ol', { class: 'findings' }, ...sorted.slice(0, LISTED).map(item));
  if (sorted.length <= LISTED) return list;
  const more = h('button', { attributes: { type: 'button' } }, `Show all ${grouped(sorted.length)}`);
  more.addEventListener('click', () => {
    list.append(...sorted.slice(LISTED).map(item));
    more.remove();
  });
  return h('div', {}, list, more);
}
