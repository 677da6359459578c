import { ts } from 'ts-morph';
import type { LanguageId } from '../../model/source.ts';
import type { RunnableModule, RunnableOptions } from '../language.ts';
import { type Instrumented, instrument } from './instrument.ts';

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  jsx: ts.JsxEmit.ReactJSX,
  esModuleInterop: true,
  removeComments: true,
};

/** The compiler indents: code that is nested thousands deep becomes many times as long. */
const LONGEST_OUTPUT = 1_000_000;
const MOST_GROWTH = 10;

/**
 * Code of a file as the body of a CommonJS function, without types, for the sandbox: see `ProgramModule.code`.
 * @throws RangeError when the code is nested deeper than the stack allows.
 */
export function prepareEcmaScript(
  path: string,
  text: string,
  language: LanguageId,
  options: RunnableOptions,
): RunnableModule {
  const found: Instrumented = { branches: 0, branchEnds: [], topLevelAwait: -1, clashes: new Map() };
  const specifiers = new Set<string>();
  let kind: ModuleKind = 'script';
  // A `#!` line is allowed at the start of a file only, not in a function.
  const source = text.replace(/^#!/, '//');
  const { outputText, diagnostics } = ts.transpileModule(source, {
    fileName: fileNameFor(path, language),
    compilerOptions: { ...OPTIONS, experimentalDecorators: !usesStandardDecorators(text) },
    reportDiagnostics: true,
    transformers: {
      before: [
        (context) => {
          const change = instrument(found, options)(context);
          return (file) => {
            kind = moduleKind(file, path);
            return change(file);
          };
        },
      ],
      after: [
        () => (file) => {
          collectRequired(file, specifiers);
          return file;
        },
      ],
    },
  });
  if (outputText.length > LONGEST_OUTPUT + MOST_GROWTH * source.length)
    throw new RangeError('The code is nested too deep to be run.');
  const problem = problemOf(source, diagnostics ?? [], found, kind);
  if (problem !== null) return { code: '', branches: 0, branchEnds: [], specifiers: [], problem };
  return {
    code: wrapped(outputText, kind, found.clashes.size > 0),
    branches: found.branches,
    branchEnds: found.branchEnds,
    specifiers: [...specifiers],
    problem: null,
  };
}

/** 'strict': a script that says so itself. */
type ModuleKind = 'module' | 'strict' | 'script';

function moduleKind(file: ts.SourceFile, path: string): ModuleKind {
  const module =
    /\.m[jt]s$/i.test(path) ||
    file.statements.some(
      (statement) =>
        ts.isImportDeclaration(statement) ||
        ts.isImportEqualsDeclaration(statement) ||
        ts.isExportDeclaration(statement) ||
        ts.isExportAssignment(statement) ||
        (ts.canHaveModifiers(statement) &&
          ts.getModifiers(statement)?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword)),
    );
  if (module) return 'module';
  for (const statement of file.statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isStringLiteral(statement.expression)) break;
    if (statement.expression.text === 'use strict') return 'strict';
  }
  return 'script';
}

function fileNameFor(path: string, language: LanguageId): string {
  if (language === 'javascript') return 'module.jsx';
  return path.toLowerCase().endsWith('.tsx') ? 'module.tsx' : 'module.ts';
}

/** Decorators of the standard take other arguments than those of TypeScript before; code that names its types says so. */
function usesStandardDecorators(text: string): boolean {
  return /\bClass\w*DecoratorContext\b/.test(text);
}

function problemOf(
  text: string,
  diagnostics: readonly ts.Diagnostic[],
  { topLevelAwait, clashes }: Instrumented,
  kind: ModuleKind,
): string | null {
  const [first] = diagnostics
    .filter((diagnostic) => diagnostic.category === ts.DiagnosticCategory.Error)
    .sort((a, b) => (a.start ?? 0) - (b.start ?? 0));
  if (first !== undefined)
    return `line ${lineOf(text, first.start ?? 0)}: ${ts.flattenDiagnosticMessageText(first.messageText, ' ')}`;
  if (topLevelAwait >= 0) return `line ${lineOf(text, topLevelAwait)}: await at the top level of a module`;
  for (const [name, node] of clashes) {
    // A compiled module uses these two itself.
    if (kind === 'module' && name !== 'module')
      return `line ${lineOf(text, node.getStart())}: the module declares '${name}' itself`;
  }
  return null;
}

function lineOf(text: string, position: number): number {
  return text.slice(0, position).split(/\r\n|[\n\r\u2028\u2029]/).length;
}

/** What is required by a literal name, import statements and `import()` included, as the compiler wrote them. */
function collectRequired(node: ts.Node, specifiers: Set<string>): void {
  if (
    ts.isCallExpression(node) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'require' &&
    node.arguments.length > 0 &&
    ts.isStringLiteralLike(node.arguments[0])
  )
    specifiers.add(node.arguments[0].text);
  ts.forEachChild(node, (child) => collectRequired(child, specifiers));
}

/** The compiler makes everything strict, but a script may need to be lax. */
function wrapped(output: string, kind: ModuleKind, clash: boolean): string {
  const body = output.replace(/^"use strict";\s*/, '');
  const directive = kind === 'script' ? '' : '"use strict";\n';
  // In a block, `const module` may hide the function's own.
  return clash ? `${directive}{\n${body}}\n` : directive + body;
}
