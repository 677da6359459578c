import type { Handler } from './command.ts';

/** Forgets what is kept on disk; everything is computed anew. */
export const clearCache: Handler = async ({ projects, host, evaluations }) => {
  const folders = new Map<string, Parameters<typeof host.clearCache>[0]>();
  for (const opened of await projects.all())
    if ('project' in opened)
      folders.set(opened.project.configuration.cache.dir, opened.project.configuration);
  // What is open is closed first: a folder must not be emptied under its users.
  await projects.close();
  for (const configuration of folders.values()) host.clearCache(configuration);
  evaluations.all();
  return { cleared: [...folders.keys()] };
};
