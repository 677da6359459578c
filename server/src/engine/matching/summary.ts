import { K } from '../model/kinds.ts';
import type { SourceModel } from '../model/source.ts';
import { label } from '../model/tree.ts';
import { mix } from '../text/hash.ts';
import { type Features, fileFeatures } from './features.ts';
import { prepare } from './prepared.ts';

/** What matching needs to know of a file: small, plain, kept for every file of an application at once. */
export interface FileSummary {
  readonly features: Features;
  /** Exported names, sorted. */
  readonly exports: readonly string[];
  /** Relative module specifiers that it imports or re-exports from. */
  readonly imports: readonly string[];
  /** Equal for files that are the same but for names, comments, formatting and order. */
  readonly identity: string;
  /** Number of nodes of its tree. */
  readonly size: number;
  readonly codeLines: number;
  readonly hasCode: boolean;
  /** It has JSX. */
  readonly jsx: boolean;
  /** It declares types and nothing that is there at run time. */
  readonly typesOnly: boolean;
}

/** A file of an application with what matching knows of it. */
export interface SummarizedFile {
  /** Relative to the application's root, with '/'. */
  readonly path: string;
  readonly summary: FileSummary;
}

const TYPES: ReadonlySet<string> = new Set(['interface', 'type']);

export function summarize(model: SourceModel): FileSummary {
  return {
    features: fileFeatures(model),
    exports: model.exports
      .map((entry) => entry.name)
      .filter((name) => name !== '*')
      .sort(),
    imports: [
      ...new Set(model.imports.filter((entry) => entry.relative).map((entry) => entry.module)),
    ].sort(),
    identity: fileIdentity(model),
    size: model.tree.length,
    codeLines: model.codeLines,
    hasCode: model.tree.length > 1,
    jsx: model.tree.kind.some((kind) => kind === K.JsxElement || kind === K.JsxFragment),
    typesOnly:
      model.units.some(({ kind }) => TYPES.has(kind)) &&
      model.units.every(({ kind }) => TYPES.has(kind) || kind === 'import' || kind === 'export'),
  };
}

function fileIdentity(model: SourceModel): string {
  const { identities } = prepare(model);
  const own = model.units
    .map((unit, index) => ({ unit, id: identities[index] }))
    .filter(({ unit }) => unit.kind !== 'import')
    .map(({ unit, id }) =>
      model.tree.kind[unit.node] === K.ExportList ? `${id} ${label(model.tree, unit.node)}` : id,
    )
    .sort();
  let hash = 17;
  for (const id of own) for (let i = 0; i < id.length; i++) hash = mix(hash, id.charCodeAt(i));
  return `${own.length}:${hash}`;
}
