import * as vscode from 'vscode';
import {
  type FileOverview,
  METHODS,
  type ModelOverview,
  type ProjectOverview,
  type UnitDocument,
} from '../../../server/src/protocol/editor.ts';
import { score } from '../../../server/src/protocol/figures.ts';
import type { Fern } from '../languageClient.ts';
import { colorOf } from './bands.ts';
import type { Overviews } from './overview.ts';

type Node =
  | { readonly kind: 'project'; readonly project: ProjectOverview }
  | { readonly kind: 'model'; readonly model: ModelOverview }
  | { readonly kind: 'file'; readonly file: FileOverview; readonly model: ModelOverview }
  | { readonly kind: 'unit'; readonly unit: UnitDocument; readonly uri: string };

/** The view "Fern": models, their files, the units in them; what loses most first. */
export class ModelsView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #fern: Fern;
  readonly #overviews: Overviews;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #listening: vscode.Disposable;
  #filter = '';

  constructor(fern: Fern, overviews: Overviews) {
    this.#fern = fern;
    this.#overviews = overviews;
    this.#listening = overviews.onDidChange(() => this.#changed.fire(undefined));
  }

  /** Only files whose path holds a text; all when it is empty. */
  get filter(): string {
    return this.#filter;
  }

  set filter(text: string) {
    this.#filter = text.trim().toLowerCase();
    void vscode.commands.executeCommand('setContext', 'fern.filtered', this.#filter !== '');
    this.#changed.fire(undefined);
  }

  async getChildren(node?: Node): Promise<Node[]> {
    switch (node?.kind) {
      case undefined:
        return this.#roots();
      case 'project':
        return modelsOf(node.project);
      case 'model':
        return this.#filesOf(node.model);
      case 'file':
        return this.#unitsOf(node.file);
      default:
        return [];
    }
  }

  getTreeItem(node: Node): vscode.TreeItem {
    switch (node.kind) {
      case 'project':
        return projectItem(node.project);
      case 'model':
        return modelItem(node.model);
      case 'file':
        return fileItem(node.file);
      case 'unit':
        return unitItem(node.unit, node.uri);
    }
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
  }

  async #roots(): Promise<Node[]> {
    const { projects } = await this.#overviews.get();
    const [only] = projects;
    if (projects.length === 1 && only.problem === undefined) return modelsOf(only);
    return projects.map((project) => ({ kind: 'project', project }));
  }

  #filesOf(model: ModelOverview): Node[] {
    return model.files
      .filter(({ path, golden }) => `${path}\n${golden}`.toLowerCase().includes(this.#filter))
      .toSorted((a, b) => (b.lost ?? -1) - (a.lost ?? -1) || (a.path < b.path ? -1 : 1))
      .map((file) => ({ kind: 'file', file, model }));
  }

  async #unitsOf({ uri }: FileOverview): Promise<Node[]> {
    if (uri === null) return [];
    const units = await this.#fern.request<UnitDocument[]>(METHODS.units, { uri });
    return units.toSorted((a, b) => a.overall - b.overall).map((unit) => ({ kind: 'unit', unit, uri }));
  }
}

function modelsOf({ models }: ProjectOverview): Node[] {
  return models
    .toSorted((a, b) => (b.overall ?? -1) - (a.overall ?? -1) || (a.name < b.name ? -1 : 1))
    .map((model) => ({ kind: 'model', model }));
}

function projectItem({ name, problem, config }: ProjectOverview): vscode.TreeItem {
  const item = new vscode.TreeItem(
    name,
    problem === undefined ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.None,
  );
  item.iconPath = new vscode.ThemeIcon(problem === undefined ? 'folder' : 'warning');
  if (problem !== undefined) item.description = problem;
  if (problem !== undefined && config !== null) item.command = opening(config);
  item.contextValue = 'project';
  return item;
}

function modelItem({ name, overall, band, files }: ModelOverview): vscode.TreeItem {
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Collapsed);
  const scored = files.filter((file) => file.overall !== null).length;
  item.description =
    overall === null ? `${scored} of ${files.length} files scored` : `${score(overall)} ${band}`;
  item.iconPath = new vscode.ThemeIcon('hubot', band === null ? undefined : colorOf(band));
  item.contextValue = 'model';
  return item;
}

function fileItem({ path, uri, golden, overall, band, lost }: FileOverview): vscode.TreeItem {
  const item = new vscode.TreeItem(
    path,
    uri === null ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Collapsed,
  );
  item.iconPath = new vscode.ThemeIcon(
    uri === null ? 'circle-slash' : 'file-code',
    band === null ? undefined : colorOf(band),
  );
  item.description =
    uri === null ? 'missing' : overall === null ? 'not scored yet' : `${score(overall)} ${band}`;
  item.tooltip = `golden: ${golden}${lost === null ? '' : `\ncosts the model ${score(lost)}`}`;
  item.contextValue = uri === null ? 'missing' : 'file';
  if (uri !== null) {
    item.resourceUri = vscode.Uri.parse(uri);
    item.label = path;
    item.command = opening(uri);
  }
  return item;
}

function unitItem(
  { name, kind, overall, band, behaviour, range }: UnitDocument,
  uri: string,
): vscode.TreeItem {
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.None);
  item.iconPath = new vscode.ThemeIcon(iconOf(kind), colorOf(band));
  const differs =
    behaviour?.verdict === 'differs' ? ` · ${behaviour.witness?.call ?? 'behaves differently'}` : '';
  item.description = `${score(overall)} ${band}${differs}`;
  item.contextValue = 'unit';
  item.command = opening(uri, range.start.line);
  return item;
}

const ICONS: Readonly<Record<string, string>> = {
  class: 'symbol-class',
  interface: 'symbol-interface',
  enum: 'symbol-enum',
  variable: 'symbol-variable',
  namespace: 'symbol-namespace',
  type: 'symbol-interface',
};

function iconOf(kind: string): string {
  return ICONS[kind] ?? 'symbol-method';
}

function opening(uri: string, line?: number): vscode.Command {
  const options = line === undefined ? {} : { selection: new vscode.Range(line, 0, line, 0) };
  return { title: 'Open', command: 'vscode.open', arguments: [vscode.Uri.parse(uri), options] };
}
