import { format, type Options } from 'prettier';
import { ts } from 'ts-morph';
import { parseText, tokens } from '../syntax.ts';
import { removeComments } from './comments.ts';

/** Formats with Prettier, every option turned against what the file itself does, and without its comments. */
export async function reformat(text: string, path: string): Promise<string> {
  return await format(removeComments(text, path), { ...oppositeOptions(text, path), filepath: path });
}

/** Prettier's options, each the opposite of the file's prevailing habit. */
export function oppositeOptions(text: string, path: string): Options {
  const seen = observe(text, path);
  return {
    parser: /\.[cm]?tsx?$/.test(path) ? 'typescript' : 'babel',
    semi: seen.semicolons <= seen.noSemicolons,
    singleQuote: seen.single <= seen.double,
    jsxSingleQuote: !/=\s*'/.test(text),
    quoteProps: 'consistent',
    trailingComma: seen.trailing > seen.noTrailing ? 'none' : 'all',
    bracketSpacing: seen.spaced <= seen.tight,
    arrowParens: seen.parens > seen.noParens ? 'avoid' : 'always',
    objectWrap: 'collapse',
    bracketSameLine: true,
    singleAttributePerLine: true,
    experimentalOperatorPosition: /\n\s*(?:&&|\|\||\?\?)/.test(text) ? 'end' : 'start',
    experimentalTernaries: true,
    ...oppositeIndent(text),
    printWidth: longLines(text) > 80 ? 60 : 140,
  };
}

function oppositeIndent(text: string): Options {
  const tabs = (text.match(/^\t/gm) ?? []).length;
  const spaces = (text.match(/^ {2}/gm) ?? []).length;
  const narrow = /^ {2}\S/m.test(text);
  if (tabs > spaces) return { useTabs: false, tabWidth: 2 };
  return narrow && text.length % 2 === 0 ? { useTabs: true } : { useTabs: false, tabWidth: narrow ? 4 : 2 };
}

/** Length of the line that 5 % of the lines exceed. */
function longLines(text: string): number {
  const lengths = text.split('\n').map((line) => line.length);
  lengths.sort((a, b) => a - b);
  return lengths[Math.floor(lengths.length * 0.95)] ?? 0;
}

function observe(text: string, path: string): ReturnType<typeof emptyCounts> {
  const counts = emptyCounts();
  const file = parseText(text, path);
  let previous: ts.Node | undefined;
  for (const token of tokens(file, file)) {
    const source = text.slice(token.getStart(file), token.end);
    if (token.kind === ts.SyntaxKind.StringLiteral) {
      if (source.startsWith("'")) counts.single++;
      else counts.double++;
    } else if (token.kind === ts.SyntaxKind.CloseBraceToken && previous) {
      const gap = text.slice(previous.end, token.getStart(file));
      if (gap.includes('\n')) {
        if (previous.kind === ts.SyntaxKind.CommaToken) counts.trailing++;
        else if (ts.isObjectLiteralExpression(token.parent)) counts.noTrailing++;
      } else if (gap === '') counts.tight++;
      else counts.spaced++;
    } else if (token.kind === ts.SyntaxKind.EqualsGreaterThanToken && ts.isArrowFunction(token.parent)) {
      const { parameters } = token.parent;
      if (parameters.length === 1 && ts.isIdentifier(parameters[0]!.name) && !parameters[0]!.type) {
        if (previous?.kind === ts.SyntaxKind.CloseParenToken) counts.parens++;
        else counts.noParens++;
      }
    }
    previous = token;
  }
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement) && !ts.isImportDeclaration(statement)) continue;
    if (text[statement.end - 1] === ';') counts.semicolons++;
    else counts.noSemicolons++;
  }
  return counts;
}

function emptyCounts() {
  return {
    single: 0,
    double: 0,
    trailing: 0,
    noTrailing: 0,
    tight: 0,
    spaced: 0,
    parens: 0,
    noParens: 0,
    semicolons: 0,
    noSemicolons: 0,
  };
}
