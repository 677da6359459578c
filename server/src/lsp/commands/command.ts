import type { Reporter } from '../client.ts';
import type { Project } from '../projects/project.ts';
import type { Opened } from '../projects/projects.ts';
import type { Session } from '../session.ts';
import { pathOf } from '../uris.ts';

/** @throws CommandError with one sentence for the user */
export type Handler = (session: Session, args: readonly unknown[], reporter: Reporter) => Promise<unknown>;

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
export function insideWorkspace({ projects }: Session, path: string): string {
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
export async function projectOf({ projects }: Session, path: string): Promise<Project> {
  const opened = await projects.of(path);
  if (opened === null)
    throw new CommandError(
      'There is no fern.config.json that says where golden and generated code are; the command Set Up Fern writes one.',
    );
  return usable(opened);
}
