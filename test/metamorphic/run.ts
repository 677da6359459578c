import { ts } from 'ts-morph';

/** Runs a module's text on its own and answers its exports. */
export function load(text: string): Record<string, (...args: unknown[]) => unknown> {
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS };
  const exported: Record<string, (...args: unknown[]) => unknown> = {};
  new Function('exports', ts.transpileModule(text, { compilerOptions: options }).outputText)(exported);
  return exported;
}

/** The kinds of a file's nodes in preorder, without what a formatter may add or take away. */
export function shape(text: string, path: string): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const kinds: string[] = [];
  const walk = (node: ts.Node): void => {
    const skipped = ts.isParenthesizedExpression(node) || ts.isParenthesizedTypeNode(node) || isBlank(node);
    if (!skipped) kinds.push(ts.SyntaxKind[node.kind]);
    ts.forEachChild(node, walk);
  };
  walk(file);
  return kinds;
}

function isBlank(node: ts.Node): boolean {
  return ts.isEmptyStatement(node) || (ts.isJsxText(node) && node.text.trim() === '');
}
