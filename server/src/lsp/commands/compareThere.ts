import { hostOf } from '../../protocol/addresses.ts';
import type { ComparisonDocument } from '../../protocol/documents.ts';
import { count } from '../../protocol/figures.ts';
import { compareOnServer } from '../../remote/compareOnServer.ts';
import { differs } from '../../remote/differs.ts';
import type { Reporter } from '../client.ts';
import type { Project, Service } from '../projects/project.ts';
import { keyOf } from '../service.ts';
import type { Session } from '../session.ts';
import { createProgress } from './progress.ts';

/**
 * A comparison that a service makes, of its own copies of the files. What may make it another one than here is told.
 * @throws RemoteError saying what stands in the way
 */
export async function compareThere(
  session: Session,
  { golden, bench, configuration, placeOf, settings }: Project,
  service: Service,
  reporter: Reporter,
): Promise<ComparisonDocument> {
  const { client, errands, views } = session;
  const { models, weights, root } = configuration;
  const host = hostOf(service.url);
  const unsaved = await unsavedIn(session, placeOf);
  if (unsaved > 0) {
    const have = unsaved === 1 ? 'has' : 'have';
    client.tell(
      'warning',
      `Fern: ${count(unsaved, 'file')} ${have} unsaved changes, which ${host} can't see.`,
    );
  }
  const { key, words } = await keyOf(session, service);
  const progress = createProgress([host], performance.now());
  const answered = await errands.run(reporter.signal, (signal) =>
    compareOnServer(
      { fetch: session.host.fetch, signal, words },
      { url: service.url, key },
      { golden, models, weights, root },
      (step) => {
        if (step.phase !== 'scoring') return reporter.report(`${host}: making ready`, 0);
        const { message, percentage } = progress({ ...step, model: host });
        reporter.report(message, percentage);
      },
    ),
  );
  const doubt = differs(answered, { settings: settings(), hash: bench.settingsHash });
  if (doubt !== null) client.tell('warning', `Fern: ${doubt}`);
  if (!views()) client.tell('info', `Fern: the models were compared by ${host}.`);
  return answered.document;
}

/** How many files of a project are another text in the editor than on disk. */
async function unsavedIn({ documents, host }: Session, placeOf: Project['placeOf']): Promise<number> {
  const ofProject = documents.all().filter(({ path }) => path !== null && placeOf(path) !== null);
  const changed = await Promise.all(
    ofProject.map(async ({ path, text }) => {
      const saved = await host.readText(path as string).catch(() => null);
      return saved === null || asEdited(saved) !== asEdited(text.getText());
    }),
  );
  return changed.filter(Boolean).length;
}

/** Editors leave out the mark at the beginning, and may show other ends of lines. */
const asEdited = (text: string): string => text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
