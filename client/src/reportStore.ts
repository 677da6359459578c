import * as vscode from 'vscode';
import type { PanelReport } from '../../server/src/protocol/panel.ts';

/** A report with what belongs to it. */
export interface ShownReport {
  readonly title: string;
  /** The configuration of a comparison, a uri; null where the editor's settings say it all. */
  readonly config: string | null;
  readonly report: PanelReport;
}

type Kind = PanelReport['kind'];

/** The last reports of a workspace, which are there again after a reload. */
export interface ReportStore {
  /** The last of these kinds that was shown. */
  load(...kinds: readonly Kind[]): Promise<ShownReport | undefined>;
  save(shown: ShownReport): Promise<void>;
}

export function createReportStore(
  { storageUri, globalStorageUri }: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): ReportStore {
  const { fs } = vscode.workspace;
  const folder = storageUri ?? globalStorageUri;
  const fileOf = (kind: Kind): vscode.Uri => vscode.Uri.joinPath(folder, `${kind}.json`);

  async function read(
    file: vscode.Uri,
  ): Promise<{ readonly at: number; readonly shown: ShownReport } | undefined> {
    try {
      const { mtime: at } = await fs.stat(file);
      const shown = JSON.parse(new TextDecoder().decode(await fs.readFile(file))) as Partial<ShownReport>;
      if (typeof shown.title !== 'string' || shown.report?.document === undefined) return undefined;
      return { at, shown: { title: shown.title, config: shown.config ?? null, report: shown.report } };
    } catch {
      // None was kept, or it was cut short: there is nothing to show again.
      return undefined;
    }
  }

  return {
    async load(...kinds) {
      const found = await Promise.all(kinds.map((kind) => read(fileOf(kind))));
      return found.filter((each) => each !== undefined).sort((a, b) => b.at - a.at)[0]?.shown;
    },
    async save(shown) {
      try {
        await fs.createDirectory(folder);
        const bytes = new TextEncoder().encode(JSON.stringify(shown));
        await fs.writeFile(fileOf(shown.report.kind), bytes);
      } catch (error) {
        log.warn(`The report can’t be kept for the next start: ${(error as Error).message}`);
      }
    },
  };
}
