import * as vscode from 'vscode';
import type { ComparisonDocument } from '../../../server/src/protocol/documents.ts';
import { METHODS, type ProjectName, SERVER_COMMANDS } from '../../../server/src/protocol/editor.ts';
import { executeWithProgress } from '../execute.ts';
import { attempt, Refusal, type Tools } from './command.ts';

/** Ranks the models of a configuration and shows the leaderboard. */
export const compareModels = (tools: Tools): Promise<void> =>
  attempt(tools, async () => {
    const project = await chooseProject(tools);
    if (project === undefined) return;
    const document = await executeWithProgress<ComparisonDocument>(
      tools.fern,
      `Fern: comparing the models of ${project.name}`,
      SERVER_COMMANDS.compare,
      project.config === null ? [] : [project.config],
    );
    tools.panel.show(`Fern: ${project.name}`, { kind: 'comparison', document });
  });

/** The last comparison, or the first. */
export const showLeaderboard = async (tools: Tools): Promise<void> => {
  if (!tools.panel.again()) await compareModels(tools);
};

async function chooseProject({ fern }: Tools): Promise<ProjectName | undefined> {
  if ((vscode.workspace.workspaceFolders ?? []).length === 0) {
    throw new Refusal('open the folder with the golden and the generated code first.', {
      title: 'Open Folder',
      command: 'workbench.action.files.openFolder',
    });
  }
  const projects = await fern.request<ProjectName[]>(METHODS.projects);
  if (projects.length === 0) {
    throw new Refusal(
      'there is no fern.config.json here, which says where the golden code is and what each model generated.',
      { title: 'Set Up Fern', command: 'fern.setUp' },
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
