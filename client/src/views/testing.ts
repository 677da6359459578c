import * as vscode from 'vscode';
import type { BehaviourUnit } from '../../../server/src/protocol/documents.ts';
import { type FileStatus, METHODS, type UnitDocument } from '../../../server/src/protocol/editor.ts';
import { DEFAULT_GATE, score } from '../../../server/src/protocol/figures.ts';
import type { Fern } from '../languageClient.ts';
import type { Overviews } from './overview.ts';

/** So many files at once: the server has as many hands as the machine. */
const LANES = 4;

/** Each model's files as tests: red where they behave differently or score too low. */
export function createTesting(fern: Fern, overviews: Overviews): vscode.Disposable {
  const controller = vscode.tests.createTestController('fern', 'Fern');
  /** The score that the files of a model must have. */
  const gates = new WeakMap<vscode.TestItem, number>();

  async function discover(): Promise<void> {
    const { projects } = await overviews.get();
    const several = projects.length > 1;
    const roots = projects
      .filter(({ problem }) => problem === undefined)
      .flatMap((project) =>
        project.models.map((model) => {
          const name = several ? `${project.name}: ${model.name}` : model.name;
          const item = controller.createTestItem(
            `${project.folder}#${model.name}`,
            name,
            vscode.Uri.parse(model.folder),
          );
          item.children.replace(
            model.files.map((file) => {
              const uri = file.uri === null ? undefined : vscode.Uri.parse(file.uri);
              const leaf = controller.createTestItem(`${item.id}#${file.golden}`, file.path, uri);
              gates.set(leaf, project.gate);
              return leaf;
            }),
          );
          return item;
        }),
      );
    controller.items.replace(roots);
  }

  controller.resolveHandler = (item) => (item === undefined ? discover() : Promise.resolve());
  controller.refreshHandler = discover;

  async function run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    if (controller.items.size === 0) await discover();
    const run = controller.createTestRun(request);
    const chosen = request.include ?? [...controller.items].map(([, item]) => item);
    const excluded = new Set(request.exclude ?? []);
    const leaves = chosen.flatMap(leavesOf).filter((item) => !excluded.has(item));
    for (const item of leaves) run.enqueued(item);
    let next = 0;
    const lane = async (): Promise<void> => {
      while (next < leaves.length && !token.isCancellationRequested) {
        const item = leaves[next++];
        run.started(item);
        await check(fern, run, item, gates.get(item) ?? DEFAULT_GATE, token);
      }
    };
    try {
      await Promise.all(Array.from({ length: LANES }, lane));
      for (const item of leaves.slice(next)) run.skipped(item);
    } finally {
      run.end();
    }
  }

  controller.createRunProfile('Run', vscode.TestRunProfileKind.Run, run, true);
  // Items are renewed when files come and go; what they said of the last run stays.
  const listening = overviews.onDidRead(() => void discover());
  return vscode.Disposable.from(controller, listening);
}

function leavesOf(item: vscode.TestItem): vscode.TestItem[] {
  return item.children.size === 0 ? [item] : [...item.children].flatMap(([, child]) => leavesOf(child));
}

async function check(
  fern: Fern,
  run: vscode.TestRun,
  item: vscode.TestItem,
  gate: number,
  token: vscode.CancellationToken,
): Promise<void> {
  const started = Date.now();
  if (item.uri === undefined) {
    run.failed(item, new vscode.TestMessage('No generated file stands for this golden file.'), 0);
    return;
  }
  const uri = item.uri.toString();
  try {
    const status = await fern.request<FileStatus>(METHODS.score, { uri }, token);
    const units = await fern.request<UnitDocument[]>(METHODS.units, { uri }, token);
    const messages = messagesOf(status, units, item.uri, gate);
    const duration = Date.now() - started;
    run.appendOutput(`${lineOf(item, status)}\r\n`, undefined, item);
    if (status.state === 'skipped') run.skipped(item);
    else if (messages.length === 0) run.passed(item, duration);
    else run.failed(item, messages, duration);
  } catch (error) {
    if (token.isCancellationRequested) run.skipped(item);
    else run.errored(item, new vscode.TestMessage((error as Error).message), Date.now() - started);
  }
}

function lineOf(item: vscode.TestItem, { overall, band, reason }: FileStatus): string {
  const said = overall === undefined ? (reason ?? 'not scored') : `${score(overall)} ${band}`;
  return `${item.parent?.label ?? ''}: ${item.label}: ${said}`;
}

/** One message for each unit that behaves differently; one for a score that is too low. */
function messagesOf(
  { overall, band, reason, documents = [] }: FileStatus,
  units: readonly UnitDocument[],
  uri: vscode.Uri,
  gate: number,
): vscode.TestMessage[] {
  if (overall === undefined) return [new vscode.TestMessage(reason ?? 'It could not be scored.')];
  const places = new Map(units.map((unit) => [unit.golden, unit.range]));
  const differing = documents
    .flatMap(({ behaviour }) => behaviour.units)
    .filter(({ verdict, witness }) => verdict === 'differs' && (witness?.beyond ?? []).length === 0);
  const told = differing.map((unit) => {
    const message = differenceOf(unit);
    const range = places.get(unit.golden);
    if (range !== undefined)
      message.location = new vscode.Location(
        uri,
        new vscode.Position(range.start.line, range.start.character),
      );
    return message;
  });
  if (told.length > 0 || overall >= gate) return told;
  return [new vscode.TestMessage(`It scores ${score(overall)} (${band}); at least ${gate} are wanted.`)];
}

function differenceOf({ golden, witness }: BehaviourUnit): vscode.TestMessage {
  if (witness === undefined) return new vscode.TestMessage(`${golden} behaves differently.`);
  const call = witness.generated_call ?? witness.call;
  return vscode.TestMessage.diff(
    `${call}: generated ${witness.generated}, golden ${witness.golden}`,
    witness.golden,
    witness.generated,
  );
}
