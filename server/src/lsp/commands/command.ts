import type { Client, Reporter } from '../client.ts';
import type { Documents } from '../documents.ts';
import type { Evaluations } from '../evaluations.ts';
import type { Host } from '../host.ts';
import type { Project } from '../projects/project.ts';
import type { Opened, Projects } from '../projects/projects.ts';
import type { Scoreboard } from '../scoreboard.ts';
import { pathOf } from '../uris.ts';

/** What commands work with. */
export interface Tools {
  readonly host: Host;
  readonly client: Client;
  readonly documents: Documents;
  readonly projects: Projects;
  readonly evaluations: Evaluations;
  readonly scores: Scoreboard;
  /** The client shows diffs and explanations itself. */
  readonly views: () => boolean;
}

/** @throws CommandError with one sentence for the user */
export type Handler = (tools: Tools, args: readonly unknown[], reporter: Reporter) => Promise<unknown>;

/** What a command can't do; the message says what to do next. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** @throws CommandError for what is no file of this machine */
export function pathArgument(argument: unknown, what: string): string {
  const path = typeof argument === 'string' ? pathOf(argument) : null;
  if (path === null) throw new CommandError(`${what} must be the uri of a file on this machine.`);
  return path;
}

/** The argument, an object. @throws CommandError for anything else */
export function objectArgument(argument: unknown): Readonly<Record<string, unknown>> {
  if (typeof argument !== 'object' || argument === null)
    throw new CommandError('The command needs an object as its argument.');
  return argument as Record<string, unknown>;
}

/** Refuses what is outside of the workspace, links followed. @throws CommandError */
export function insideWorkspace({ projects }: Tools, path: string): string {
  if (!projects.holds(path))
    throw new CommandError(`${path} is not in the workspace; open a folder that holds it.`);
  return path;
}

/** @throws CommandError with what is wrong with it */
export function usable(opened: Opened): Project {
  if ('fault' in opened) throw new CommandError(opened.fault.message);
  return opened.project;
}

/** The project of a file. @throws CommandError where there is none */
export async function projectOf({ projects }: Tools, path: string): Promise<Project> {
  const opened = await projects.of(path);
  if (opened === null)
    throw new CommandError(
      'There is no fern.config.json that says where golden and generated code are; the command Set Up Fern writes one.',
    );
  return usable(opened);
}
