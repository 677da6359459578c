import { Flag, K } from '../../model/kinds.ts';
import type { HabitCount, Habits, Tree } from '../../model/source.ts';
import { child, label } from '../../model/tree.ts';
import { caseOf } from '../nameCase.ts';
import { observeFormatting } from './formatting.ts';
import type { Note, Observed } from './observed.ts';

/** Findings point at a few places of a habit, so more than a few need not be kept. */
const PLACES = 12;

/** Counts which way of writing is used where more than one is usual. */
export function observeHabits(observed: Observed): Habits {
  const habits: Habits = Object.create(null);
  const note: Note = (habit, variant, start, end) => {
    habits[habit] ??= Object.create(null) as Record<string, HabitCount>;
    const variants = habits[habit];
    variants[variant] ??= { count: 0, places: [] };
    const entry = variants[variant];
    entry.count++;
    if (entry.places.length < PLACES) entry.places.push([start, end]);
  };
  observeNodes(observed, note);
  observeUnits(observed, note);
  observeImports(observed, note);
  observeFormatting(observed, note);
  return habits;
}

function observeNodes({ tree }: Observed, note: Note): void {
  for (let node = 0; node < tree.length; node++) {
    const at = (habit: string, variant: string): void =>
      note(habit, variant, tree.start[node], tree.end[node]);
    switch (tree.kind[node]) {
      case K.Variables:
        at('variables', label(tree, node));
        break;
      case K.Variable:
      case K.Parameter: {
        const name = child(tree, node, 0);
        if (name >= 0 && tree.kind[name] === K.Identifier) nameCase(tree, name, 'names of variables', note);
        break;
      }
      case K.Binary: {
        const sign = label(tree, node);
        if (sign === '===' || sign === '!==') at('equality', 'strict');
        else if (sign === '==' || sign === '!=') at('equality', 'loose');
        else if (sign === '+' && joinsText(tree, node)) at('joining text', 'concatenation');
        break;
      }
      case K.Logical:
        if (label(tree, node) !== '&&' && tree.kind[tree.parent[node]] === K.Variable)
          at('defaults', label(tree, node));
        break;
      case K.Template:
        at('joining text', 'template');
        break;
      case K.Await:
        at('promises', 'await');
        break;
      case K.Call:
        callHabit(tree, node, at);
        break;
      case K.For:
      case K.ForIn:
      case K.ForOf:
      case K.While:
      case K.DoWhile:
        at('loops', LOOPS.get(tree.kind[node]) ?? 'other');
        break;
      case K.Arrow: {
        const body = lastChild(tree, node);
        at('arrow bodies', tree.kind[body] === K.Block ? 'block' : 'expression');
        break;
      }
      case K.Interface:
        at('object types', 'interface');
        break;
      case K.TypeAlias:
        if (tree.kind[lastChild(tree, node)] === K.TypeObject) at('object types', 'type');
        break;
      case K.TypeArray:
        at('array types', 'T[]');
        break;
      case K.TypeReference:
        if (label(tree, node + 1) === 'Array') at('array types', 'Array<T>');
        break;
      case K.TypeKeyword:
        if (label(tree, node) === 'any') at('unsafe types', 'any');
        else at('unsafe types', 'none');
        break;
      case K.Enum:
        at('alternatives', 'enum');
        break;
      case K.TypeUnion:
        if (tree.kind[node + 1] === K.TypeLiteral) at('alternatives', 'union');
        break;
      default:
    }
  }
}

const LOOPS = new Map<number, string>([
  [K.For, 'for'],
  [K.ForIn, 'for in'],
  [K.ForOf, 'for of'],
  [K.While, 'while'],
  [K.DoWhile, 'while'],
]);

function callHabit(tree: Tree, node: number, at: (habit: string, variant: string) => void): void {
  const callee = node + 1;
  if (tree.kind[callee] !== K.Member) return;
  const name = label(tree, child(tree, callee, 1));
  if (name === 'then') at('promises', 'then');
  else if (name === 'forEach') at('loops', 'forEach');
}

/** `'a' + b`: one side of the addition is text. */
function joinsText(tree: Tree, node: number): boolean {
  const left = tree.kind[child(tree, node, 0)];
  const right = tree.kind[child(tree, node, 1)];
  return left === K.String || right === K.String || left === K.Template || right === K.Template;
}

function lastChild(tree: Tree, node: number): number {
  let last = -1;
  for (let at = node + 1; at < node + tree.size[node]; at += tree.size[at]) last = at;
  return last;
}

function observeUnits({ tree, units, comments }: Observed, note: Note): void {
  const docEnds = comments.filter((comment) => comment.kind === 'doc').map((comment) => comment.end);
  let next = 0;
  let previousStart = 0;
  for (const unit of units) {
    const { node } = unit;
    const at = (habit: string, variant: string): void =>
      note(habit, variant, tree.start[node], tree.end[node]);
    const named =
      tree.kind[node] === K.Variables ? child(tree, child(tree, node, 0), 0) : child(tree, node, 0);
    const own = unit.name.slice(unit.name.lastIndexOf('.') + 1);
    if (unit.kind === 'function' || unit.kind === 'component') {
      const form =
        tree.kind[node] === K.Function
          ? 'declaration'
          : unit.signature && FORMS.get(tree.kind[unit.signature.node]);
      at(unit.kind === 'component' ? 'components' : 'functions', form ?? 'other');
      if (own !== 'default' && own !== '') {
        const habit = unit.kind === 'component' ? 'names of components' : 'names of functions';
        note(habit, caseOf(own), tree.start[named], tree.end[named]);
      }
      if (tree.flags[node] & Flag.Exported)
        at('exports', tree.flags[node] & Flag.Default ? 'default' : 'named');
    } else if (unit.kind === 'method' && own !== 'constructor') {
      note('names of functions', caseOf(own.replace(/ \([gs]et\)$/, '')), tree.start[node], tree.end[node]);
    } else if (
      unit.kind === 'class' ||
      unit.kind === 'interface' ||
      unit.kind === 'type' ||
      unit.kind === 'enum'
    ) {
      note('names of types', caseOf(own), tree.start[named], tree.end[named]);
    } else if (tree.kind[node] === K.ExportValue) at('exports', 'default');
    if (unit.signature && unit.parent < 0) {
      at('return types', unit.signature.returns >= 0 ? 'written' : 'inferred');
    }
    if (unit.parent < 0 && unit.kind !== 'import' && unit.kind !== 'statement' && unit.kind !== 'export') {
      while (next < docEnds.length && docEnds[next] <= previousStart) next++;
      const documented = next < docEnds.length && docEnds[next] <= tree.start[node];
      at('documentation', documented ? 'documented' : 'plain');
      previousStart = tree.start[node];
    }
  }
}

const FORMS = new Map<number, string>([
  [K.Arrow, 'arrow'],
  [K.Function, 'expression'],
]);

function observeImports({ tree, imports }: Observed, note: Note): void {
  let seenRelative = false;
  for (const entry of imports) {
    const { node } = entry;
    if (tree.kind[node] !== K.Import) continue;
    const at = (habit: string, variant: string): void =>
      note(habit, variant, tree.start[node], tree.end[node]);
    if (!entry.relative) at('order of imports', seenRelative ? 'mixed' : 'packages first');
    seenRelative ||= entry.relative;
    if (entry.names.length > 0) at('type imports', entry.typeOnly ? 'import type' : 'plain import');
    if (entry.relative)
      at('endings of imports', /\.[cm]?[jt]sx?$/.test(entry.module) ? 'written' : 'left out');
  }
}

function nameCase(tree: Tree, name: number, habit: string, note: Note): void {
  note(habit, caseOf(label(tree, name)), tree.start[name], tree.end[name]);
}
