import { basename } from 'node:path';
import { compareModels } from '../../app/comparison/compareModels.ts';
import type { ComparisonDocument } from '../../protocol/documents.ts';
import type { Reporter } from '../client.ts';
import { createLiveFeed } from '../liveFeed.ts';
import type { Project } from '../projects/project.ts';
import type { Session } from '../session.ts';
import { createProgress } from './progress.ts';

/** A comparison that this machine makes; results are in the overview as they come. */
export async function compareHere(
  { scores, client, documents, views }: Session,
  project: Project,
  reporter: Reporter,
): Promise<ComparisonDocument> {
  const { golden, bench, configuration, configPath } = project;
  const models = configuration.models.map(({ name }) => name);
  const progress = createProgress(models, performance.now());
  const live = createLiveFeed(configPath === null ? null : documents.uriOf(configPath), (update) => {
    if (views()) client.live(update);
  });
  try {
    return await compareModels(
      bench,
      golden,
      basename(golden),
      configuration.models,
      () => performance.now(),
      (step) => {
        const { message, percentage } = progress(step);
        reporter.report(message, percentage);
      },
      reporter.signal,
      {
        opened: (paths) => live.opened(models, paths),
        scored: ({ model, golden: path, request, score }) => {
          scores.note(project, model, path, request, score);
          live.scored(model, path, score.overall);
          client.changed();
        },
      },
    );
  } finally {
    live.end();
  }
}
