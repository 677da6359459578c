import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { type Report, reportPage } from './reportPage.ts';

export interface ReportPanel extends vscode.Disposable {
  /** Shows a report in place of the one before. */
  show(title: string, report: Report): void;
  /** Shows the last comparison again. @returns false when there was none */
  again(): boolean;
}

/** The one panel that reports are shown in. */
export function createReportPanel(extension: vscode.Uri): ReportPanel {
  const folder = vscode.Uri.joinPath(extension, 'dist', 'webview');
  let panel: vscode.WebviewPanel | undefined;
  let comparison: { title: string; report: Report } | undefined;
  const show = (title: string, report: Report): void => {
    if (report.kind === 'comparison') comparison = { title, report };
    if (panel === undefined) {
      // Sorting, filters and the place in a long report survive a look at another tab.
      panel = vscode.window.createWebviewPanel('fern.report', title, vscode.ViewColumn.Active, {
        enableScripts: true,
        enableFindWidget: true,
        retainContextWhenHidden: true,
        localResourceRoots: [folder],
      });
      panel.iconPath = vscode.Uri.joinPath(extension, 'client', 'icon.png');
      panel.onDidDispose(() => {
        panel = undefined;
      });
    } else {
      panel.reveal();
    }
    panel.title = title;
    const { webview } = panel;
    const file = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
    webview.html = reportPage(report, {
      source: webview.cspSource,
      script: file('report.js'),
      style: file('report.css'),
      nonce: randomBytes(16).toString('base64url'),
    });
  };
  return {
    show,
    again() {
      if (comparison !== undefined) show(comparison.title, comparison.report);
      return comparison !== undefined;
    },
    dispose: () => panel?.dispose(),
  };
}
