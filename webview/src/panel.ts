import type { FromPanel, PanelReport, ToPanel } from '../../server/src/protocol/panel.ts';
import { type Board, createBoard } from './board/board.ts';
import { createLive, type Live } from './board/live.ts';
import { type BoardState, restored, type Surroundings } from './board/state.ts';
import { h } from './dom.ts';
import { evaluationView } from './evaluation.ts';

/** What VS Code gives a page of its own. */
export interface EditorApi {
  postMessage(message: FromPanel): void;
  getState(): unknown;
  setState(state: BoardState): void;
}

/** Shows what the extension tells, as it comes. */
export function runPanel(root: HTMLElement, api: EditorApi): void {
  const state = restored(api.getState());
  const compareAgain = (): void => api.postMessage({ type: 'compare' });
  const around: Surroundings = {
    state,
    save: () => api.setState(state),
    compareAgain,
    open: (model, golden) => api.postMessage({ type: 'open', model, golden }),
    askChanges: (run) => api.postMessage({ type: 'changes', run }),
  };
  let board: Board | null = null;
  let live: Live | null = null;

  function show(nodes: readonly Node[]): void {
    root.replaceChildren(...nodes);
  }

  function showReport(report: PanelReport): void {
    live = null;
    board = report.kind === 'comparison' ? createBoard(report, around) : null;
    show(report.kind === 'comparison' ? board!.nodes : evaluationView(report.document));
  }

  window.addEventListener('message', ({ data }: MessageEvent<ToPanel>) => {
    if (data.type === 'report') showReport(data.report);
    else if (data.type === 'changes') board?.changed(data.run, data.changes);
    else if (data.type === 'started') {
      live = createLive(data.title, { compareAgain, cancel: () => api.postMessage({ type: 'cancel' }) });
      show(live.nodes);
    } else live?.tell(data);
  });
  show([h('p', { class: 'note', attributes: { role: 'status' } }, 'Loading …')]);
  api.postMessage({ type: 'ready' });
}
