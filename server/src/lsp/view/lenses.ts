import type { CodeLens, Command } from 'vscode-languageserver/node';
import type { UnitOutline } from '../../engine/index.ts';
import { type DiffArguments, SERVER_COMMANDS, type UnitDocument } from '../../protocol/editor.ts';
import type { EditorSettings } from '../../protocol/settings/editor.ts';
import type { Place } from '../projects/project.ts';
import type { GeneratedResult, GoldenFile, Result } from '../result.ts';
import { fileTitle, unitTitle } from './words.ts';

/** What a lens is about; its title comes when it is resolved. */
export interface LensData {
  readonly uri: string;
  /** A unit of the file; left out: the file. */
  readonly unit?: string;
}

const WITH_LENS: ReadonlySet<string> = new Set(['function', 'component', 'class', 'method', 'namespace']);
const TOP = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Ranges alone, which are known as soon as a text is parsed. */
export function lensesOf(
  uri: string,
  place: Place,
  outline: readonly UnitOutline[],
  settings: EditorSettings['lens'],
): CodeLens[] {
  if (!settings.enabled) return [];
  const file: CodeLens = { range: TOP, data: { uri } satisfies LensData };
  if (place.role === 'golden') return settings.golden ? [file] : [];
  const units = outline.filter(({ kind }) => WITH_LENS.has(kind));
  return [
    ...(settings.file ? [file] : []),
    ...(settings.units
      ? units.map(({ name, range }) => ({
          range: { start: range.start, end: range.start },
          data: { uri, unit: name } satisfies LensData,
        }))
      : []),
  ];
}

/** A lens's title and what a click on it does. */
export function lensCommand(
  { uri, unit }: LensData,
  result: Result | undefined,
  goldenUri: (path: string) => string,
): Command {
  if (unit === undefined || result?.kind !== 'generated') {
    const title = unit === undefined ? (fileTitle(result) ?? '') : 'Fern: scoring …';
    return { title, command: SERVER_COMMANDS.explain, arguments: [uri] };
  }
  const found = result.units.find(({ name }) => name === unit);
  const title = unitTitle(result, found);
  if (found === undefined) return { title, command: SERVER_COMMANDS.explain, arguments: [uri] };
  return {
    title,
    command: SERVER_COMMANDS.openDiff,
    arguments: [diffOf(uri, result, found, goldenUri)],
  };
}

/** The golden file that has a unit's counterpart. */
export function goldenFileOf({ files }: GeneratedResult, { golden_file }: UnitDocument): GoldenFile {
  return files.find(({ path }) => path === golden_file) ?? files[0];
}

/** A unit beside its counterpart. */
export function diffOf(
  uri: string,
  result: GeneratedResult,
  unit: UnitDocument,
  uriOf: (path: string) => string,
): DiffArguments {
  return {
    generated: uri,
    golden: uriOf(goldenFileOf(result, unit).absolute),
    title: `${unit.golden_file} ↔ ${result.model}/${result.path}`,
    range: unit.range,
    goldenRange: unit.golden_range,
  };
}
