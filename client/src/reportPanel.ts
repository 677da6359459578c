import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { LiveScore, LiveUpdate } from '../../server/src/protocol/editor.ts';
import { type FromPanel, fromPanel, type ToPanel } from '../../server/src/protocol/panel.ts';
import { reportPage } from './reportPage.ts';
import type { ReportStore, ShownReport } from './reportStore.ts';

/** What a page asks for besides being shown something. */
export type Asked = Exclude<FromPanel, { type: 'ready' }>;

export interface ReportPanel extends vscode.Disposable {
  /** Shows a report in place of what was there. */
  show(shown: ShownReport): void;
  /** The same for when somebody wants to see it. */
  keep(shown: ShownReport): void;
  /** Shows that a comparison has begun; what is told of it is shown as it comes. */
  start(about: Subject & { readonly heading: string }): Running;
  /** Shows the last comparison again. @returns false when there is none */
  again(): Promise<boolean>;
  /** The report that is shown. */
  readonly shown: ShownReport | undefined;
  /** What the comparison is about that is shown, finished or not. */
  readonly subject: Subject | undefined;
  readonly isOpen: boolean;
  tell(message: ToPanel): void;
  readonly onAsked: vscode.Event<Asked>;
}

/** What a comparison is about. */
export type Subject = Pick<ShownReport, 'title' | 'config'>;

/** A comparison that is shown while it runs. */
export interface Running {
  step(message: string, percentage: number | null): void;
  update(update: LiveUpdate): void;
  end(reason: 'failed' | 'cancelled', message: string): void;
}

export const PANEL_TYPE = 'fern.report';

/** What the panel shows while a comparison runs, so that a page that comes late can be told all of it. */
interface Live {
  readonly about: Subject;
  readonly heading: string;
  opened: Extract<ToPanel, { type: 'opened' }> | undefined;
  readonly scores: LiveScore[];
  last: Extract<ToPanel, { type: 'progress' | 'ended' }> | undefined;
}

/** The one panel that reports are shown in; it is there again after the window was reloaded. */
export function createReportPanel(extension: vscode.Uri, store: ReportStore): ReportPanel {
  const folder = vscode.Uri.joinPath(extension, 'dist', 'webview');
  const asked = new vscode.EventEmitter<Asked>();
  let panel: vscode.WebviewPanel | undefined;
  let shown: ShownReport | undefined;
  let live: Live | undefined;

  const tell = (message: ToPanel): void => void panel?.webview.postMessage(message);

  function tellAll(): void {
    if (live !== undefined) {
      const { heading, opened, scores, last } = live;
      tell({ type: 'started', title: heading });
      if (opened !== undefined) tell(opened);
      if (scores.length > 0) tell({ type: 'scored', scores });
      if (last !== undefined) tell(last);
    } else if (shown !== undefined) {
      tell({ type: 'report', report: shown.report });
    }
  }

  function adopt(opened: vscode.WebviewPanel): void {
    panel = opened;
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [folder] };
    panel.iconPath = vscode.Uri.joinPath(extension, 'client', 'icon.png');
    opened.onDidDispose(() => {
      if (panel === opened) panel = undefined;
    });
    webview.onDidReceiveMessage((message: unknown) => {
      const heard = fromPanel(message);
      if (heard?.type === 'ready') tellAll();
      else if (heard !== null) asked.fire(heard);
    });
    const file = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
    webview.html = reportPage({
      source: webview.cspSource,
      script: file('report.js'),
      style: file('report.css'),
      nonce: randomBytes(16).toString('base64url'),
    });
  }

  function reveal(title: string): void {
    if (panel === undefined) {
      // Sorting, filters and the place in a long report survive a look at another tab.
      const options = { enableScripts: true, enableFindWidget: true, retainContextWhenHidden: true };
      adopt(vscode.window.createWebviewPanel(PANEL_TYPE, title, vscode.ViewColumn.Active, options));
    } else {
      panel.reveal();
    }
    if (panel !== undefined) panel.title = title;
  }

  function keep(report: ShownReport): void {
    live = undefined;
    shown = report;
    void store.save(report);
  }

  function show(report: ShownReport): void {
    keep(report);
    reveal(report.title);
    tellAll();
  }

  const restoring = vscode.window.registerWebviewPanelSerializer(PANEL_TYPE, {
    // A tab in the background is restored when it is first looked at; there may be another panel by then.
    async deserializeWebviewPanel(restored) {
      const kept = await store.load('comparison', 'evaluation');
      if (panel !== undefined) return restored.dispose();
      if (live === undefined) shown ??= kept;
      if (live === undefined && shown === undefined) {
        live = {
          about: { title: 'Fern', config: null },
          heading: 'There is no comparison to show again.',
          opened: undefined,
          scores: [],
          last: { type: 'ended', reason: 'cancelled', message: 'the window was closed before it was done.' },
        };
      }
      if (shown !== undefined && live === undefined) restored.title = shown.title;
      adopt(restored);
    },
  });

  return {
    show,
    keep,
    start({ heading, ...about }) {
      const own: Live = { about, heading, opened: undefined, scores: [], last: undefined };
      live = own;
      reveal(about.title);
      tellAll();
      // A later report may be shown by now.
      const current = (message: ToPanel): void => {
        if (live === own) tell(message);
      };
      return {
        step(message, percentage) {
          own.last = { type: 'progress', message, percentage };
          current(own.last);
        },
        update({ opened, scores }) {
          if (opened !== undefined) {
            own.opened = { type: 'opened', ...opened };
            current(own.opened);
          }
          own.scores.push(...scores);
          if (scores.length > 0) current({ type: 'scored', scores });
        },
        end(reason, message) {
          own.last = { type: 'ended', reason, message };
          current(own.last);
        },
      };
    },
    async again() {
      const hasEnded = live?.last?.type === 'ended';
      if (live !== undefined && !hasEnded) {
        reveal(live.about.title);
        return true;
      }
      const isShown = shown?.report.kind === 'comparison';
      const comparison = isShown ? shown : await store.load('comparison');
      if (comparison === undefined) return false;
      live = undefined;
      const isOpen = panel !== undefined;
      shown = comparison;
      reveal(shown.title);
      // A page that is new asks by itself; one that shows it keeps its place.
      if (isOpen && (!isShown || hasEnded)) tellAll();
      return true;
    },
    get shown() {
      return shown;
    },
    get subject() {
      return live?.about ?? shown;
    },
    get isOpen() {
      return panel !== undefined;
    },
    tell,
    onAsked: asked.event,
    dispose() {
      restoring.dispose();
      asked.dispose();
      panel?.dispose();
    },
  };
}
