import * as vscode from 'vscode';
import type { ComparisonDocument } from '../../../server/src/protocol/documents.ts';
import {
  type DiffArguments,
  type LiveUpdate,
  METHODS,
  type ProjectName,
  SERVER_COMMANDS,
} from '../../../server/src/protocol/editor.ts';
import type { ChangesDocument, HistoryEntry } from '../../../server/src/protocol/history.ts';
import { Cancelled, executeTelling } from '../execute.ts';
import type { Asked, Subject } from '../reportPanel.ts';
import { attempt, OPEN_FOLDER, Refusal, SET_UP, type Tools } from './command.ts';
import { remoteRefusal } from './remoteRefusal.ts';
import { showDiff } from './show.ts';

/** The comparison that runs; one at a time, as each uses the whole machine. */
let running: { readonly cancel: vscode.CancellationTokenSource } | undefined;

/** Ranks the models of a configuration; the panel fills as scores come. */
export const compareModels = (tools: Tools): Promise<void> =>
  attempt(tools, async () => {
    if (running !== undefined) return isRunning(tools);
    const project = await chooseProject(tools);
    if (project !== undefined)
      await compare(tools, { title: `Fern: ${project.name}`, config: project.config });
  });

async function isRunning({ panel }: Tools): Promise<void> {
  const [show, cancel] = ['Show', 'Cancel It'];
  const answer = await vscode.window.showInformationMessage(
    'Fern: models are being compared already.',
    show,
    cancel,
  );
  if (answer === show) await panel.again();
  if (answer === cancel) running?.cancel.cancel();
}

/** @param isHere by this machine, whatever server is set */
async function compare(tools: Tools, about: Subject, isHere = false): Promise<void> {
  const { fern, panel } = tools;
  const { title, config } = about;
  const server = isHere ? undefined : await serverOf(tools, config);
  // Another may have begun meanwhile.
  if (running !== undefined) return isRunning(tools);
  const on = server === undefined ? '' : ` on ${server}`;
  const cancel = new vscode.CancellationTokenSource();
  const own = { cancel };
  running = own;
  const shown = panel.start({ ...about, heading: `${title}${on}` });
  const listening = fern.client.onNotification(METHODS.live, (update: LiveUpdate) => {
    if (update.config === config) shown.update(update);
  });
  try {
    const document = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: `${title}, comparing${on}` },
      (progress) =>
        executeTelling<ComparisonDocument>(
          fern,
          SERVER_COMMANDS.compare,
          [config, { here: isHere }],
          cancel.token,
          ({ message = '', percentage }) => {
            progress.report({ message: percentage === undefined ? message : `${percentage} %` });
            shown.step(message, percentage ?? null);
          },
        ),
    );
    const history = await historyOf(tools, config, document);
    const by = server === undefined ? {} : { server };
    const report = { title, config, report: { kind: 'comparison', document, history, ...by } } as const;
    if (panel.isOpen) panel.show(report);
    else {
      panel.keep(report);
      // Not awaited: it stays until somebody answers.
      void tellInstead(tools, report, `${document.statement}${on === '' ? '' : ` Compared${on}.`}`);
    }
  } catch (error) {
    const isCancelled = error instanceof Cancelled;
    const message = isCancelled
      ? 'nothing is lost, the next comparison goes on from here.'
      : (error as Error).message;
    shown.end(isCancelled ? 'cancelled' : 'failed', message);
    throw remoteRefusal(error, {
      again: () => attempt(tools, () => compare(tools, about)),
      here: () => attempt(tools, () => compare(tools, about, true)),
      tools,
    });
  } finally {
    listening.dispose();
    cancel.dispose();
    if (running === own) running = undefined;
  }
}

/** The host of the server that compares for a configuration; undefined where this machine does. */
async function serverOf({ fern }: Tools, config: string | null): Promise<string | undefined> {
  const projects = await fern.request<ProjectName[]>(METHODS.projects);
  return projects.find((project) => project.config === config)?.server;
}

/** Somebody who closed the panel meanwhile is told the result without it. */
async function tellInstead(
  { panel }: Tools,
  report: Parameters<Tools['panel']['show']>[0],
  statement: string,
): Promise<void> {
  const show = 'Show Leaderboard';
  if ((await vscode.window.showInformationMessage(`Fern: ${statement}`, show)) === show) panel.show(report);
}

async function historyOf(
  { fern, log }: Tools,
  config: string | null,
  { run }: ComparisonDocument,
): Promise<HistoryEntry[]> {
  if (run === null) return [];
  try {
    return await fern.request<HistoryEntry[]>(METHODS.history, { config, run });
  } catch (error) {
    log.warn(`Earlier comparisons can’t be read: ${(error as Error).message}`);
    return [];
  }
}

/** The last comparison, or the first. */
export const showLeaderboard = async (tools: Tools): Promise<void> => {
  if (!(await tools.panel.again())) await compareModels(tools);
};

/** What somebody asks for in the panel. */
export const answerPanel = (tools: Tools, asked: Asked): Promise<void> =>
  attempt(tools, async () => {
    const { fern, panel } = tools;
    const { shown, subject } = panel;
    const config = subject?.config ?? null;
    switch (asked.type) {
      case 'cancel':
        running?.cancel.cancel();
        return;
      case 'compare':
        // Without a configuration's name the project is chosen anew.
        return subject === undefined || subject.config === null
          ? compareModels(tools)
          : compare(tools, subject);
      case 'open': {
        const { model, golden } = asked;
        const place = await vscode.window.withProgress(
          { location: vscode.ProgressLocation.Window, title: 'Fern: looking for the place' },
          () => fern.request<DiffArguments>(METHODS.place, { config, model, golden }),
        );
        return showDiff(place);
      }
      case 'changes': {
        if (shown?.report.kind !== 'comparison') return;
        const { run } = shown.report.document;
        const changes = await fern.request<ChangesDocument>(METHODS.changes, {
          config,
          before: asked.run,
          run,
        });
        panel.tell({ type: 'changes', run: asked.run, changes });
      }
    }
  });

async function chooseProject({ fern }: Tools): Promise<ProjectName | undefined> {
  if ((vscode.workspace.workspaceFolders ?? []).length === 0) {
    throw new Refusal('open the folder with the golden and the generated code first.', OPEN_FOLDER);
  }
  const projects = await fern.request<ProjectName[]>(METHODS.projects);
  if (projects.length === 0) {
    throw new Refusal(
      'there is no fern.config.json here, which says where the golden code is and what each model generated.',
      SET_UP,
    );
  }
  if (projects.length === 1) return projects[0];
  const picked = await vscode.window.showQuickPick(
    projects.map((project) => ({
      label: project.name,
      description: project.problem === undefined ? project.place : `$(warning) ${project.problem}`,
      project,
    })),
    { title: 'Fern: Compare Models', placeHolder: 'Which configuration?', matchOnDescription: true },
  );
  return picked?.project;
}
