import type { UnitPair } from '../../matching/alignment.ts';
import type { SourceModel, Unit, UnitKind } from '../../model/source.ts';
import type { DimensionInput, Finding } from '../dimension.ts';
import { extraFinding, hunkFindings, missingFinding } from '../hunkFindings.ts';
import { lexicalBounds, NARROW } from './calibration.ts';
import { unitWords } from './unitText.ts';
import { cutWindows } from './windows.ts';

/**
 * Semantic similarity as far as it is known without the embedding model, and what the model has to be asked.
 * Plain data, so that the question can travel to another process and the answer be put in later.
 */
export interface SemanticPlan {
  /** Weight of all units; 0 when the golden has no code. */
  readonly total: number;
  /** Weight lost for certain, and the findings for it (costs in weight). */
  readonly lost: number;
  readonly findings: readonly Finding[];
  /** Pairs of units that differ. */
  readonly questions: readonly Question[];
  /** Distinct texts to embed. */
  readonly texts: readonly string[];
  readonly units: number;
}

export interface Question {
  readonly weight: number;
  /** Lexical similarity, 0 to 1. */
  readonly similarity: number;
  /** Windows as indices into `texts`; empty where words alone decide. */
  readonly golden: readonly number[];
  readonly generated: readonly number[];
  /** Costs add up to 1: shares of whatever the answer says is lost. */
  readonly findings: readonly Finding[];
}

/** Extra code that the golden does not have counts this much of its size. */
const EXTRA = 0.15;
/** Imports follow from what is used, so they say little of their own. */
const IMPORT = 0.2;
/** Units smaller than this are judged by their words alone: an embedding of so little says nothing. */
const TINY = 12;
const SILENT: ReadonlySet<UnitKind> = new Set(['import', 'export']);

export function planSemantic(input: DimensionInput): SemanticPlan {
  const { golden, generated, alignment, maxWindows, shared } = input;
  const texts: string[] = [];
  const known = new Map<string, number>();
  const intern = (text: string): number => {
    let index = known.get(text);
    if (index === undefined) {
      index = texts.length;
      known.set(text, index);
      texts.push(text);
    }
    return index;
  };
  const windows = (model: SourceModel, unit: number): number[] =>
    cutWindows(unitWords(model, model.units[unit]), maxWindows).map(intern);
  const questions: Question[] = [];
  const findings: Finding[] = [];
  let total = 0;
  let lost = 0;
  for (const pair of alignment.pairs) {
    const weight = weightOf(golden.units[pair.golden]);
    total += weight;
    if (pair.identical) continue;
    const asked = needsModel(golden.units[pair.golden], pair);
    const values = pair.hunks.filter((hunk) => hunk.kind === 'value' || hunk.kind === 'name');
    questions.push({
      weight,
      similarity: pair.similarity,
      golden: asked ? windows(golden, pair.golden) : [],
      generated: asked ? windows(generated, pair.generated) : [],
      findings: hunkFindings('semantic', golden, generated, pair, values.length > 0 ? values : pair.hunks, 1),
    });
  }
  for (const unit of alignment.missing) {
    const weight = weightOf(golden.units[unit]);
    total += weight;
    lost += weight;
    findings.push(missingFinding('semantic', input, unit, weight));
  }
  for (const unit of shared || golden.units.length === 0 ? [] : alignment.extra) {
    if (generated.units[unit].kind === 'import') continue;
    const weight = EXTRA * generated.units[unit].weight;
    total += weight;
    lost += weight;
    findings.push(extraFinding('semantic', generated, unit, weight));
  }
  return { total, lost, findings, questions, texts, units: golden.units.length };
}

function weightOf(unit: Unit): number {
  return unit.kind === 'import' ? IMPORT * unit.weight : unit.weight;
}

function needsModel(unit: Unit, pair: UnitPair): boolean {
  const { low, high } = lexicalBounds(pair.similarity);
  return !SILENT.has(unit.kind) && unit.weight >= TINY && high - low > NARROW;
}
