import { basename, dirname } from 'node:path';
import type { ApplicationFile } from '../app/application.ts';
import { round } from '../app/documents.ts';
import type { PairRequest } from '../app/ports.ts';
import { type Band, bandOf, weightedMean } from '../engine/index.ts';
import type { FileOverview, ModelOverview, Overview, ProjectOverview } from '../protocol/editor.ts';
import { DEFAULT_GATE } from '../protocol/figures.ts';
import type { Project } from './projects/project.ts';
import type { Opened } from './projects/projects.ts';
import type { Matched } from './projects/snapshot.ts';

interface Entry {
  readonly overall: number;
  readonly band: Band;
  /** Of the texts that were scored: a file that has changed since has no score. */
  readonly generated: string;
  /** Null where another version of the golden file was nearest. */
  readonly golden: string | null;
}

/** The scores that are known of all projects, by project, model and golden file. */
export class Scoreboard {
  readonly #entries = new Map<string, Entry>();

  /** @param golden path of the golden file */
  note(
    project: Pick<Project, 'key'>,
    model: string,
    golden: string,
    request: PairRequest,
    { overall, band }: { readonly overall: number; readonly band: Band },
  ): void {
    this.#entries.set(keyOf(project, model, golden), {
      overall,
      band,
      generated: request.generated.map(({ hash }) => hash).join('+'),
      golden: request.golden.path === golden ? request.golden.hash : null,
    });
  }

  /** @param uriOf of a full path */
  async overview(opened: readonly Opened[], uriOf: (path: string) => string): Promise<Overview> {
    const projects: ProjectOverview[] = [];
    for (const each of opened) {
      if ('fault' in each) projects.push(faultOverview(each.fault, uriOf));
      else projects.push(await this.#project(each.project, uriOf));
    }
    return { projects };
  }

  async #project(project: Project, uriOf: (path: string) => string): Promise<ProjectOverview> {
    const { configPath, key, configuration } = project;
    const folder = configPath === null ? key : dirname(configPath);
    const base = {
      config: configPath === null ? null : uriOf(configPath),
      name: basename(folder) || folder,
      folder: uriOf(folder),
      gate: configuration.failUnder ?? DEFAULT_GATE,
    };
    try {
      const snapshot = project.snapshot();
      const { files: golden } = await snapshot.golden();
      const models: ModelOverview[] = [];
      for (const model of configuration.models) {
        const files = this.#files(project, model.name, golden, await snapshot.model(model.name), uriOf);
        models.push(modelOverview(model.name, uriOf(model.folder), golden, files));
      }
      return { ...base, models };
    } catch (error) {
      return { ...base, problem: (error as Error).message, models: [] };
    }
  }

  #files(
    project: Project,
    model: string,
    golden: readonly ApplicationFile[],
    { application, matching }: Matched,
    uriOf: (path: string) => string,
  ): FileOverview[] {
    const total = golden.reduce((sum, { weight }) => sum + weight, 0);
    const partner = new Map(matching.pairs.map((pair) => [pair.golden, pair.generated]));
    return golden.map(({ path, hash, weight }, row) => {
      const parts = partner.get(row)?.map((column) => application.files[column]);
      const lost = (overall: number): number => round((weight * (1 - overall)) / total);
      if (parts === undefined) {
        return { path, uri: null, golden: path, overall: 0, band: 'unrelated', lost: lost(0) };
      }
      const entry = this.#entries.get(keyOf(project, model, path));
      const generated = parts.map((part) => part.hash).join('+');
      const isCurrent = entry?.generated === generated && (entry.golden ?? hash) === hash;
      const known = isCurrent ? entry : null;
      return {
        path: parts[0].path,
        uri: uriOf(parts[0].absolute),
        golden: path,
        overall: known?.overall ?? null,
        band: known?.band ?? null,
        lost: known === null ? null : lost(known.overall),
      };
    });
  }
}

function keyOf({ key }: Pick<Project, 'key'>, model: string, golden: string): string {
  return JSON.stringify([key, model, golden]);
}

/** Known when all of its files are: the same number as a comparison gives. */
function modelOverview(
  name: string,
  folder: string,
  golden: readonly ApplicationFile[],
  files: readonly FileOverview[],
): ModelOverview {
  const scores = files.map(({ overall }) => overall);
  const whole = files.length > 0 && scores.every((score) => score !== null);
  const weights = golden.map(({ weight }) => weight);
  const overall = whole ? round(weightedMean(scores as number[], weights)) : null;
  return { name, folder, overall, band: overall === null ? null : bandOf(overall), files };
}

function faultOverview(
  { configPath, key, message }: Extract<Opened, { fault: unknown }>['fault'],
  uriOf: (path: string) => string,
): ProjectOverview {
  const folder = configPath === null ? key : dirname(configPath);
  return {
    config: configPath === null ? null : uriOf(configPath),
    name: basename(folder) || folder,
    folder: uriOf(folder),
    gate: DEFAULT_GATE,
    problem: message,
    models: [],
  };
}
