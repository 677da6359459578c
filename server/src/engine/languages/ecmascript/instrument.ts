import { ts } from 'ts-morph';
import type { RunnableOptions } from '../language.ts';
import { isAssignment, noteTargets } from './assignmentTargets.ts';
import { commas, importMeta, takesName, tick, withBody, withMarks } from './marks.ts';
import { offerOwnNames } from './ownNames.ts';

const S = ts.SyntaxKind;
const F = ts.factory;

/** What instrumenting found out about a module. */
export interface Instrumented {
  branches: number;
  /** For each counter, the offset at which what it stands for ends. */
  readonly branchEnds: number[];
  /** The first `await` outside of functions, or -1. */
  topLevelAwait: number;
  clashes: ReadonlyMap<string, ts.Node>;
}

const LOGICAL: ReadonlySet<ts.SyntaxKind> = new Set([
  S.AmpersandAmpersandToken,
  S.BarBarToken,
  S.QuestionQuestionToken,
  S.AmpersandAmpersandEqualsToken,
  S.BarBarEqualsToken,
  S.QuestionQuestionEqualsToken,
]);

/**
 * Puts steps at the start of every function and loop body and, to measure, counters at every branch and
 * `$read(…)` around reads of elements; offers the top-level names. What the code does stays the same.
 */
export function instrument(
  found: Instrumented,
  options: RunnableOptions,
): (context: ts.TransformationContext) => (file: ts.SourceFile) => ts.SourceFile {
  return (context) => (file) => {
    const changed = new Instrumenter(context, found, options).visitAll(file.statements);
    const own = offerOwnNames(file.statements, changed);
    found.clashes = own.clashes;
    return F.updateSourceFile(file, own.statements);
  };
}

class Instrumenter {
  readonly #context: ts.TransformationContext;
  readonly #found: Instrumented;
  readonly #measure: boolean;
  readonly #bare: boolean;
  readonly #targets = new Set<ts.Node>();
  /** `--$left[0] < 0 && $stop()`; the same node wherever it stands. */
  readonly #tick = tick();
  #functions = 0;

  constructor(
    context: ts.TransformationContext,
    found: Instrumented,
    { measure, bare = false }: RunnableOptions,
  ) {
    this.#context = context;
    this.#found = found;
    this.#measure = measure;
    this.#bare = bare;
  }

  visitAll(statements: readonly ts.Statement[]): ts.Statement[] {
    return statements.map((statement) => ts.visitNode(statement, this.visit) as ts.Statement);
  }

  #end = 0;

  readonly visit = (node: ts.Node): ts.Node => {
    this.#end = node.end;
    if (this.#measure) noteTargets(node, this.#targets);
    switch (node.kind) {
      case S.InterfaceDeclaration:
      case S.TypeAliasDeclaration:
      // The compiler works out the values of enums itself.
      case S.EnumDeclaration:
        return node;
      case S.FunctionDeclaration:
      case S.FunctionExpression:
      case S.ArrowFunction:
      case S.MethodDeclaration:
      case S.Constructor:
      case S.GetAccessor:
      case S.SetAccessor:
      case S.ClassStaticBlockDeclaration:
        return this.#visitFunction(node as ts.FunctionLikeDeclaration);
      case S.ForStatement:
      case S.ForInStatement:
      case S.ForOfStatement:
      case S.WhileStatement:
      case S.DoStatement:
        return this.#visitLoop(node as ts.IterationStatement);
      case S.AwaitExpression:
        this.#noteAwait(node);
        return this.#children(node);
      case S.VariableDeclarationList:
        if ((node.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.AwaitUsing) this.#noteAwait(node);
        return this.#children(node);
      case S.MetaProperty:
        return (node as ts.MetaProperty).keywordToken === S.ImportKeyword ? importMeta() : node;
      case S.ExpressionWithTypeArguments:
        return this.#children(node);
    }
    if (ts.isTypeNode(node)) return node;
    return this.#measure ? this.#visitBranching(node) : this.#children(node);
  };

  #children<T extends ts.Node>(node: T): T {
    return ts.visitEachChild(node, this.visit, this.#context);
  }

  #noteAwait(node: ts.Node): void {
    if (this.#functions === 0 && this.#found.topLevelAwait < 0) this.#found.topLevelAwait = node.getStart();
  }

  #visitFunction(node: ts.FunctionLikeDeclaration | ts.ClassStaticBlockDeclaration): ts.Node {
    if (node.body === undefined) return node;
    const marks = this.#marks();
    this.#functions++;
    const n = this.#children(node);
    this.#functions--;
    const { body } = n as { body: ts.Block | ts.Expression };
    if (marks.length === 0) return n;
    const marked = ts.isBlock(body) ? withMarks(body, marks) : commas([...marks, body as ts.Expression]);
    return withBody(n, marked);
  }

  #visitLoop(node: ts.IterationStatement): ts.Node {
    if (ts.isForOfStatement(node) && node.awaitModifier !== undefined) this.#noteAwait(node);
    const marks = this.#marks();
    const n = this.#children(node);
    if (marks.length === 0) return n;
    const body = withMarks(n.statement, marks);
    if (ts.isForStatement(n)) return F.updateForStatement(n, n.initializer, n.condition, n.incrementor, body);
    if (ts.isForInStatement(n)) return F.updateForInStatement(n, n.initializer, n.expression, body);
    if (ts.isForOfStatement(n))
      return F.updateForOfStatement(n, n.awaitModifier, n.initializer, n.expression, body);
    if (ts.isWhileStatement(n)) return F.updateWhileStatement(n, n.expression, body);
    const loop = n as ts.DoStatement;
    return F.updateDoStatement(loop, body, loop.expression);
  }

  #marks(): ts.Expression[] {
    if (this.#bare) return [];
    return this.#measure ? [this.#hit(), this.#tick] : [this.#tick];
  }

  #hit(): ts.Expression {
    this.#found.branchEnds.push(this.#end);
    const counter = F.createElementAccessExpression(F.createIdentifier('$hit'), this.#found.branches++);
    return F.createPostfixIncrement(counter);
  }

  /** Counters are numbered before the children are visited, so in order of appearance. */
  #visitBranching(node: ts.Node): ts.Node {
    switch (node.kind) {
      case S.IfStatement: {
        const [yes, no] = [this.#hit(), this.#hit()];
        const n = this.#children(node as ts.IfStatement);
        const otherwise = n.elseStatement ?? F.createBlock([]);
        return F.updateIfStatement(
          n,
          n.expression,
          withMarks(n.thenStatement, [yes]),
          withMarks(otherwise, [no]),
        );
      }
      case S.ConditionalExpression: {
        const [yes, no] = [this.#hit(), this.#hit()];
        const n = this.#children(node as ts.ConditionalExpression);
        const { condition, questionToken, whenTrue, colonToken, whenFalse } = n;
        return F.updateConditionalExpression(
          n,
          condition,
          questionToken,
          commas([yes, whenTrue]),
          colonToken,
          commas([no, whenFalse]),
        );
      }
      case S.BinaryExpression: {
        const { operatorToken, right } = node as ts.BinaryExpression;
        const counted =
          LOGICAL.has(operatorToken.kind) && !(isAssignment(operatorToken.kind) && takesName(right));
        if (!counted) return this.#children(node);
        const hit = this.#hit();
        const n = this.#children(node as ts.BinaryExpression);
        return F.updateBinaryExpression(n, n.left, n.operatorToken, commas([hit, n.right]));
      }
      case S.CaseClause: {
        const hit = this.#hit();
        const n = this.#children(node as ts.CaseClause);
        return F.updateCaseClause(n, n.expression, [F.createExpressionStatement(hit), ...n.statements]);
      }
      case S.DefaultClause: {
        const hit = this.#hit();
        const n = this.#children(node as ts.DefaultClause);
        return F.updateDefaultClause(n, [F.createExpressionStatement(hit), ...n.statements]);
      }
      case S.CatchClause: {
        const hit = this.#hit();
        const n = this.#children(node as ts.CatchClause);
        return F.updateCatchClause(n, n.variableDeclaration, withMarks(n.block, [hit]));
      }
      case S.Parameter: {
        const { initializer } = node as ts.ParameterDeclaration;
        if (initializer === undefined || takesName(initializer)) return this.#children(node);
        const hit = this.#hit();
        const n = this.#children(node as ts.ParameterDeclaration);
        const { modifiers, dotDotDotToken, name, questionToken, type } = n;
        const value = commas([hit, n.initializer!]);
        return F.updateParameterDeclaration(n, modifiers, dotDotDotToken, name, questionToken, type, value);
      }
      case S.BindingElement: {
        const { initializer } = node as ts.BindingElement;
        if (initializer === undefined || takesName(initializer)) return this.#children(node);
        const hit = this.#hit();
        const n = this.#children(node as ts.BindingElement);
        const value = commas([hit, n.initializer!]);
        return F.updateBindingElement(n, n.dotDotDotToken, n.propertyName, n.name, value);
      }
      case S.ElementAccessExpression: {
        const { argumentExpression, flags } = node as ts.ElementAccessExpression;
        const n = this.#children(node as ts.ElementAccessExpression);
        if (
          this.#targets.has(node) ||
          (flags & ts.NodeFlags.OptionalChain) !== 0 ||
          ts.isLiteralExpression(argumentExpression)
        )
          return n;
        return F.createCallExpression(F.createIdentifier('$read'), undefined, [n]);
      }
      default:
        return this.#children(node);
    }
  }
}
