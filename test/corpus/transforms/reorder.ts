import { ts } from 'ts-morph';
import { createRandom, shuffled } from '../random.ts';
import { hasModifier, parseText, visit } from '../syntax.ts';

/** A top-level statement (or a run that belongs together) with its comments. */
interface Chunk {
  readonly text: string;
  /** fixed: keeps its place; hoisted: may go anywhere; evaluated: stays between the fixed ones around it. */
  readonly kind: 'fixed' | 'hoisted' | 'evaluated';
  readonly names: readonly string[];
  /** Names that must be evaluated before this. */
  readonly needs: ReadonlySet<string>;
}

/**
 * Puts top-level declarations into another order: functions and types go anywhere, classes, enums and arrow
 * functions stay between the statements that run when the module loads, which keep their places, as imports do.
 */
export function reorder(text: string, path: string, seed = 'reorder'): string {
  const chunks = chop(text, path);
  // With few declarations a drawn order is often the old one.
  for (let attempt = 0; attempt < 8; attempt++) {
    const result = arrange(chunks, createRandom(`${seed}:${attempt}:${path}`));
    if (result !== assemble(chunks)) return result;
  }
  return text;
}

function arrange(chunks: readonly Chunk[], random: () => number): string {
  const slots = chunks
    .map((chunk, index) => (chunk.kind === 'fixed' ? -1 : index))
    .filter((index) => index >= 0);
  // Which slots take hoisted chunks is drawn within the whole file, so both kinds mix.
  const result: (Chunk | undefined)[] = chunks.map((chunk) => (chunk.kind === 'fixed' ? chunk : undefined));
  const hoisted = shuffled(
    chunks.filter((chunk) => chunk.kind === 'hoisted'),
    random,
  );
  const evaluated = segments(chunks).flatMap((segment) => inNeededOrder(shuffled(segment, random)));
  const kept = evaluatedSlots(chunks, random);
  for (const slot of slots) result[slot] = kept.has(slot) ? evaluated.shift() : hoisted.shift();
  return assemble(result.filter((chunk) => chunk !== undefined));
}

/** In each stretch between fixed chunks, as many slots as it has evaluated chunks. */
function evaluatedSlots(chunks: readonly Chunk[], random: () => number): Set<number> {
  const kept = new Set<number>();
  let stretch: number[] = [];
  let count = 0;
  const close = (): void => {
    for (const slot of shuffled(stretch, random).slice(0, count)) kept.add(slot);
    stretch = [];
    count = 0;
  };
  for (const [index, chunk] of chunks.entries()) {
    if (chunk.kind === 'fixed') close();
    else stretch.push(index);
    if (chunk.kind === 'evaluated') count++;
  }
  close();
  return kept;
}

function segments(chunks: readonly Chunk[]): Chunk[][] {
  const result: Chunk[][] = [[]];
  for (const chunk of chunks) {
    if (chunk.kind === 'fixed') result.push([]);
    else if (chunk.kind === 'evaluated') result.at(-1)!.push(chunk);
  }
  return result;
}

function inNeededOrder(chunks: readonly Chunk[]): Chunk[] {
  const result: Chunk[] = [];
  const place = (chunk: Chunk): void => {
    if (result.includes(chunk)) return;
    for (const other of chunks)
      if (other !== chunk && other.names.some((name) => chunk.needs.has(name))) place(other);
    result.push(chunk);
  };
  for (const chunk of chunks) place(chunk);
  return result;
}

function assemble(chunks: readonly Chunk[]): string {
  return chunks.map(({ text }) => (text.endsWith('\n') ? text : `${text}\n`)).join('');
}

function chop(text: string, path: string): Chunk[] {
  const file = parseText(text, path);
  const merged = mergedNames(file);
  const groups: ts.Statement[][] = [];
  for (const statement of file.statements) {
    const last = groups.at(-1)?.at(-1);
    if (last && isOverload(last, statement)) groups.at(-1)!.push(statement);
    else groups.push([statement]);
  }
  let start = 0;
  const chunks = groups.flatMap((group, index) => {
    const end = lineEnd(text, group.at(-1)!.end);
    const from = index === 0 ? headerEnd(text, group[0]!.getStart(file)) : start;
    const header = text.slice(start, from);
    start = end;
    const chunk: Chunk = { text: text.slice(from, end), ...classify(group.at(-1)!, merged) };
    return header.trim() ? [fixed(header), chunk] : [chunk];
  });
  const tail = text.slice(start);
  return tail.trim() ? [...chunks, fixed(tail)] : chunks;
}

function fixed(text: string): Chunk {
  return { text, kind: 'fixed', names: [], needs: new Set() };
}

/** After a comment that belongs to the same line as the statement's end. */
function lineEnd(text: string, end: number): number {
  const comments = ts.getTrailingCommentRanges(text, end) ?? [];
  const after = comments.at(-1)?.end ?? end;
  const newline = text.indexOf('\n', after);
  if (newline < 0 && text.slice(after).trim() === '') return text.length;
  return newline >= 0 && text.slice(after, newline).trim() === '' ? newline + 1 : after;
}

/** Where the first statement's own comments begin: what a blank line cuts off is the file's header. */
function headerEnd(text: string, start: number): number {
  const gap = text.slice(0, start).match(/^[\s\S]*\n[ \t]*\r?\n/);
  return gap ? gap[0].length : 0;
}

function isOverload(first: ts.Statement, second: ts.Statement): boolean {
  return (
    ts.isFunctionDeclaration(first) &&
    ts.isFunctionDeclaration(second) &&
    first.name?.text === second.name?.text
  );
}

/** Namespaces must come after the function or class that they extend. */
function mergedNames(file: ts.SourceFile): Set<string> {
  return new Set(file.statements.filter(ts.isModuleDeclaration).map(({ name }) => name.text));
}

function classify(statement: ts.Statement, merged: ReadonlySet<string>): Omit<Chunk, 'text'> {
  const names = declaredNames(statement);
  const stays: Omit<Chunk, 'text'> = { kind: 'fixed', names, needs: new Set() };
  if (names.length === 0 || names.some((name) => merged.has(name))) return stays;
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
    return { ...stays, kind: 'hoisted' };
  if (ts.isFunctionDeclaration(statement)) return { ...stays, kind: 'hoisted' };
  if (ts.isVariableStatement(statement) && isFunctions(statement)) return { ...stays, kind: 'evaluated' };
  if (ts.isEnumDeclaration(statement)) return { ...stays, kind: 'evaluated', needs: namesIn(statement) };
  if (ts.isClassDeclaration(statement) && !runsOnLoad(statement)) {
    return {
      ...stays,
      kind: 'evaluated',
      needs: new Set(statement.heritageClauses?.flatMap((one) => [...namesIn(one)])),
    };
  }
  return stays;
}

function declaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [name.text] : [],
    );
  }
  const declared =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement);
  return declared && statement.name ? [statement.name.text] : [];
}

function isFunctions(statement: ts.VariableStatement): boolean {
  const { declarations } = statement.declarationList;
  return declarations.every(
    ({ initializer }) =>
      initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)),
  );
}

/** Decorators, static fields and blocks, computed names and a called base run code when the class is defined. */
function runsOnLoad(statement: ts.ClassDeclaration): boolean {
  if (ts.getDecorators(statement)?.length) return true;
  const heritage = statement.heritageClauses?.flatMap((clause) => [...clause.types]) ?? [];
  if (heritage.some(({ expression }) => !ts.isIdentifier(expression))) return true;
  return statement.members.some(
    (member) =>
      ts.isClassStaticBlockDeclaration(member) ||
      (ts.isPropertyDeclaration(member) && hasModifier(member, ts.SyntaxKind.StaticKeyword)) ||
      (member.name && ts.isComputedPropertyName(member.name)) ||
      (ts.canHaveDecorators(member) && ts.getDecorators(member)?.length),
  );
}

function namesIn(node: ts.Node): Set<string> {
  const names = new Set<string>();
  visit(node, (child) => {
    if (ts.isIdentifier(child)) names.add(child.text);
    return true;
  });
  return names;
}
