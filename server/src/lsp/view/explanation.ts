import type { BehaviourUnit, DimensionDocument, FileDocument } from '../../protocol/documents.ts';
import type { UnitDocument } from '../../protocol/editor.ts';
import { count, score } from '../../protocol/figures.ts';
import type { GeneratedResult } from '../result.ts';
import { scored, shortened } from './words.ts';

/** Explanations as Markdown. All that comes from files is code or escaped: nothing of it is markup. */

const LONGEST_CODE = 400;

/** Of one unit: its dimensions, what was seen when it ran, and how strong that is. */
export function unitMarkdown(result: GeneratedResult, unit: UnitDocument): string {
  return [
    `**Fern ${scored(unit)}** · golden ${code(unit.golden)}`,
    dimensionTable(unit.dimensions),
    unit.behaviour === null ? notRun(result) : behaviourMarkdown(unit.behaviour),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Of a whole file: its dimensions, each unit that differs, and where the points went. */
export function fileMarkdown(result: GeneratedResult): string {
  const several = result.files.length > 1;
  return [
    `# ${escaped(result.path)}`,
    several
      ? `**Fern ${scored(result)}** · model ${code(result.model)} · it stands for ${result.files.length} golden files`
      : '',
    result.preliminary ? '_What the code does is still being compared._' : '',
    ...result.files.flatMap(({ document }) => [
      `**Fern ${scored(document)}** · model ${code(result.model)} · golden ${code(document.golden)}`,
      dimensionTable(document.dimensions),
      ...behaviourSection(document),
      ...findingsSection(document),
    ]),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

function behaviourSection({ behaviour }: FileDocument): string[] {
  if (behaviour.units.length === 0)
    return behaviour.reason === undefined ? [] : ['## Behaviour', escaped(behaviour.reason)];
  return [
    '## Behaviour',
    ...behaviour.units.map((unit) => `### ${code(unit.golden)}\n\n${behaviourMarkdown(unit)}`),
  ];
}

function findingsSection({ findings }: FileDocument): string[] {
  if (findings.length === 0) return [];
  const rows = findings.map(
    ({ points, rule, message, generated }) =>
      `| ${points.toFixed(3)} | ${generated === null ? '' : `line ${generated.range.start.line + 1}`} | ${escaped(message)} | ${code(rule)} |`,
  );
  return [
    '## Where the points went',
    ['| lost | where | what | rule |', '| ---: | --- | --- | --- |', ...rows].join('\n'),
  ];
}

export function dimensionTable(dimensions: Readonly<Record<string, DimensionDocument>>): string {
  const rows = Object.entries(dimensions)
    .filter(([, { value, weight }]) => value !== null && weight > 0)
    .map(
      ([name, { value, weight, basis }]) =>
        `| ${name}${basis === undefined || basis === 'contract' ? '' : ` (${basis})`} | ${score(value, 2)} | ${weight.toFixed(2)} |`,
    );
  return ['| dimension | score | weight |', '| --- | ---: | ---: |', ...rows].join('\n');
}

function behaviourMarkdown(unit: BehaviourUnit): string {
  return [verdictLine(unit), witnessMarkdown(unit), strength(unit)]
    .filter((part) => part !== '')
    .join('\n\n');
}

function verdictLine({ verdict, agreement, reason }: BehaviourUnit): string {
  const because = reason === undefined ? '' : `: ${escaped(reason)}`;
  switch (verdict) {
    case 'equivalent':
      return `Behaves the same${because === '' ? '' : ` (${escaped(reason ?? '')})`}.`;
    case 'differs':
      return `Behaves differently${agreement === null ? '' : `; ${(100 * agreement).toFixed(0)} % of the inputs agree`}.`;
    case 'inconclusive':
      return `Whether it behaves the same is not decided${because}.`;
    default:
      return `It could not be run${because}.`;
  }
}

function witnessMarkdown({ witness }: BehaviourUnit): string {
  if (witness === undefined) return '';
  const beyond = witness.beyond ?? [];
  return [
    beyond.length > 0
      ? `Beyond what the golden is evidently meant for (${beyond.map(escaped).join(', ')}):`
      : '',
    fence([
      shortened(witness.generated_call ?? witness.call, LONGEST_CODE),
      `  generated: ${shortened(witness.generated, LONGEST_CODE)}`,
      `  golden:    ${shortened(witness.golden, LONGEST_CODE)}`,
    ]),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Few inputs or few branches are said, not hidden. */
function strength({ inputs, branch_coverage, mutants }: BehaviourUnit): string {
  if (inputs === 0) return '';
  const parts = [count(inputs, 'input')];
  if (branch_coverage !== null)
    parts.push(`${(100 * branch_coverage).toFixed(0)} % of the golden's branches`);
  if (mutants !== undefined) parts.push(`${mutants.caught} of ${mutants.total} small changes noticed`);
  return `Evidence: ${parts.join(', ')}.`;
}

function notRun({ preliminary, files }: GeneratedResult): string {
  if (preliminary) return '_What it does is still being compared._';
  const { reason } = files[0].document.behaviour;
  return reason === undefined ? '' : `Not run: ${escaped(reason)}.`;
}

function fence(lines: readonly string[]): string {
  const text = lines.join('\n');
  const ticks = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `${ticks}text\n${text}\n${ticks}`;
}

function code(text: string): string {
  const line = shortened(text, LONGEST_CODE);
  const ticks = '`'.repeat(Math.max(1, ...[...line.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  const space = /^`|`$/.test(line) ? ' ' : '';
  return `${ticks}${space}${line.replaceAll('|', '\\|')}${space}${ticks}`;
}

/** Markdown and HTML that a file's texts might hold are shown, not obeyed; pairs of backticks stay code. */
function escaped(text: string): string {
  return shortened(text, LONGEST_CODE)
    .split(/(`[^`]*`)/)
    .map((part, index) =>
      index % 2 === 1 ? part.replaceAll('|', '\\|') : part.replace(/[\\`*_{}[\]<>()#+\-!|~&$]/g, '\\$&'),
    )
    .join('');
}
