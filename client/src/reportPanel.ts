import * as vscode from 'vscode';

export interface ReportPanel extends vscode.Disposable {
  /** Shows a report page in place of the one before. */
  show(title: string, html: string): void;
}

/**
 * The one panel that reports are shown in. The page is self-contained: it brings its own
 * Content-Security-Policy with hashes, and needs no file and no connection.
 */
export function createReportPanel(icon: vscode.Uri): ReportPanel {
  let panel: vscode.WebviewPanel | undefined;
  return {
    show(title, html) {
      if (panel === undefined) {
        // Sorting, filters and the place in a long report survive a look at another tab.
        panel = vscode.window.createWebviewPanel('fern.report', title, vscode.ViewColumn.Active, {
          enableScripts: true,
          enableFindWidget: true,
          retainContextWhenHidden: true,
          localResourceRoots: [],
        });
        panel.iconPath = icon;
        panel.onDidDispose(() => {
          panel = undefined;
        });
      } else {
        panel.reveal();
      }
      panel.title = title;
      panel.webview.html = html;
    },
    dispose: () => panel?.dispose(),
  };
}
