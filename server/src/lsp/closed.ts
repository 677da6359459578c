import { evaluateSubject } from './evaluate.ts';
import type { Known } from './evaluations.ts';
import type { Projects } from './projects/projects.ts';
import type { Result } from './result.ts';
import type { Scoreboard } from './scoreboard.ts';
import { pathOf } from './uris.ts';

/**
 * Scores a file that is not open, as it is on disk; what it imports is read as the editor has it.
 * @throws AbortError when the signal fires
 */
export async function scoreClosed(
  uri: string,
  { projects, scores }: { readonly projects: Projects; readonly scores: Scoreboard },
  signal: AbortSignal = new AbortController().signal,
): Promise<Known> {
  const told = (result: Result): Known => ({ version: 0, result });
  const path = pathOf(uri);
  const opened = path === null ? null : await projects.of(path);
  if (path === null || opened === null) return told({ kind: 'outside' });
  if ('fault' in opened)
    return told({ kind: 'failed', config: opened.fault.configPath, reason: opened.fault.message });
  const { project } = opened;
  const place = project.placeOf(path);
  if (place === null) return told({ kind: 'outside' });
  const content = await projects.overlay.read(path, project.bench.maxBytes);
  if (!content.ok) return told({ kind: 'skipped', config: project.configPath, reason: content.reason });
  let last: Result = { kind: 'skipped', config: project.configPath, reason: 'nothing could be told of it' };
  await evaluateSubject(
    { path, text: content.text, project, place },
    {
      signal,
      emit: (result) => {
        last = result;
      },
      mayBeKnown: false,
      pause: async () => {},
      note: (...noted) => scores.note(project, ...noted),
    },
  );
  return told(last);
}
