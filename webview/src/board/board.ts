import type { ComparisonDocument } from '../../../server/src/protocol/documents.ts';
import { count } from '../../../server/src/protocol/figures.ts';
import type { ChangesDocument, HistoryEntry } from '../../../server/src/protocol/history.ts';
import { acceptedView } from '../accepted.ts';
import { h, visible } from '../dom.ts';
import { percent, VERDICT_WORDS } from '../figures.ts';
import { masthead, pathList } from '../sections.ts';
import { button, tabs } from '../toolkit.ts';
import { filesTab } from './files.ts';
import { historyTab } from './history.ts';
import { partsTab } from './parts.ts';
import { rankingTab } from './ranking.ts';
import type { Surroundings } from './state.ts';
import { weightsTab } from './weights.ts';

export interface Board {
  readonly nodes: readonly Node[];
  /** What has changed since a run is known. */
  changed(run: string, changes: ChangesDocument): void;
}

/** A comparison, and what is known of it beside what it says. */
export interface Made {
  readonly document: ComparisonDocument;
  readonly history?: readonly HistoryEntry[];
  /** The host of the server that made it. */
  readonly server?: string;
}

/** A finished comparison: the verdict, and behind tabs what it rests on. */
export function createBoard({ document, history, server }: Made, around: Surroundings): Board {
  const { leaderboard, files, unreadable } = document;
  const { state, save, compareAgain } = around;
  let told: Board['changed'] = () => {};
  const past = (): Node[] => {
    const { nodes, changed } = historyTab(history ?? [], document, around);
    told = changed;
    return nodes;
  };
  const nodes = [
    h(
      'div',
      { class: 'top' },
      masthead('Model comparison', visible(document.statement), [
        VERDICT_WORDS[document.verdict],
        count(leaderboard.length, 'model'),
        count(files.length, 'golden file'),
        ...(document.confidence === null
          ? []
          : [`${percent(document.confidence)} sure that the first is the best`]),
        `${document.evaluation_time_seconds.toFixed(1)} s`,
        `engine ${document.engine_version}`,
        ...(server === undefined ? [] : [`compared on ${server}`]),
      ]),
      compareAgain === undefined ? null : button('Compare Again', compareAgain, 'primary'),
    ),
    leaderboard.length === 0 || files.length === 0
      ? h('p', { class: 'note' }, 'Nothing was compared.')
      : tabs(
          [
            { id: 'ranking', title: 'Ranking', build: () => rankingTab(document) },
            { id: 'files', title: 'Files', build: () => filesTab(document, around) },
            { id: 'parts', title: 'Parts', build: () => partsTab(document) },
            { id: 'weights', title: 'Weights', build: () => weightsTab(document, around) },
            ...(history === undefined ? [] : [{ id: 'history', title: 'History', build: past }]),
          ],
          state.tab,
          (id) => {
            state.tab = id;
            save();
          },
        ),
    pathList(
      'Unreadable',
      'left out or counted as missing',
      unreadable.map(({ model, path, reason }) => ({ path, note: `${model ?? 'golden'}: ${reason}` })),
    ),
    acceptedView(document),
  ];
  return {
    nodes: nodes.filter((node) => node !== null),
    changed: (run, changes) => told(run, changes),
  };
}
