import { ts } from 'ts-morph';
import { K } from '../../model/kinds.ts';

const S = ts.SyntaxKind;

/** Nodes that are taken over as they are: one node, its children below it. */
const PLAIN: readonly (readonly [number, number])[] = [
  [S.ClassStaticBlockDeclaration, K.StaticBlock],
  [S.Decorator, K.Decorator],
  [S.Block, K.Block],
  [S.ModuleBlock, K.Block],
  [S.ExpressionStatement, K.ExpressionStatement],
  [S.ReturnStatement, K.Return],
  [S.ThrowStatement, K.Throw],
  [S.DebuggerStatement, K.Debugger],
  [S.DefaultClause, K.DefaultCase],
  [S.CaseClause, K.Case],
  [S.ConditionalExpression, K.Conditional],
  [S.ObjectLiteralExpression, K.Object],
  [S.ArrayLiteralExpression, K.Array],
  [S.SpreadElement, K.Spread],
  [S.SpreadAssignment, K.Spread],
  [S.AwaitExpression, K.Await],
  [S.ThisKeyword, K.This],
  [S.SuperKeyword, K.Super],
  [S.OmittedExpression, K.Hole],
  [S.NewExpression, K.New],
  [S.ObjectBindingPattern, K.ObjectPattern],
  [S.ArrayBindingPattern, K.ArrayPattern],
  [S.ComputedPropertyName, K.Computed],
  [S.JsxSpreadAttribute, K.JsxSpread],
  [S.TypeReference, K.TypeReference],
  [S.IntersectionType, K.TypeIntersection],
  [S.ArrayType, K.TypeArray],
  [S.TupleType, K.TypeTuple],
  [S.TypeLiteral, K.TypeObject],
  [S.TypeQuery, K.TypeQuery],
  [S.IndexedAccessType, K.TypeIndexed],
  [S.LiteralType, K.TypeLiteral],
  [S.TypePredicate, K.TypePredicate],
  [S.QualifiedName, K.QualifiedName],
  [S.RestType, K.TypeRest],
  [S.OptionalType, K.TypeOptional],
  [S.ThisType, K.TypeThis],
  [S.TemplateLiteralType, K.TypeTemplate],
];

/** Nodes that only wrap others and are left out: their children take their place. */
const TRANSPARENT: readonly number[] = [
  S.ParenthesizedExpression,
  S.ParenthesizedType,
  S.ExpressionWithTypeArguments,
  S.CaseBlock,
  S.TemplateSpan,
  S.TemplateLiteralTypeSpan,
  S.SyntaxList,
  S.JsxAttributes,
];

/** Nodes and tokens that carry nothing: punctuation, keywords that flags stand for, empty statements. */
export const SKIP = 255;
export const THROUGH = 254;
/** For nodes without an entry. */
export const UNKNOWN = 253;

const TYPE_KEYWORDS: readonly number[] = [
  S.AnyKeyword,
  S.BigIntKeyword,
  S.BooleanKeyword,
  S.IntrinsicKeyword,
  S.NeverKeyword,
  S.NumberKeyword,
  S.ObjectKeyword,
  S.StringKeyword,
  S.SymbolKeyword,
  S.UndefinedKeyword,
  S.UnknownKeyword,
  S.VoidKeyword,
];

/** SyntaxKind → kind of the compact tree, or SKIP, THROUGH, UNKNOWN. */
export const KIND_OF: Uint8Array = (() => {
  const table = new Uint8Array(1024).fill(UNKNOWN);
  for (let kind = S.FirstToken; kind <= S.LastToken; kind++) table[kind] = SKIP;
  table[S.EmptyStatement] = SKIP;
  table[S.SemicolonClassElement] = SKIP;
  table[S.NotEmittedStatement] = SKIP;
  for (const [from, to] of PLAIN) table[from] = to;
  for (const kind of TRANSPARENT) table[kind] = THROUGH;
  for (const kind of TYPE_KEYWORDS) table[kind] = K.TypeKeyword;
  return table;
})();

const LOGICAL = new Set<number>([S.AmpersandAmpersandToken, S.BarBarToken, S.QuestionQuestionToken]);

/** The kind of a binary expression by its operator. */
export function kindOfOperator(operator: number): number {
  if (operator === S.CommaToken) return K.Sequence;
  if (operator >= S.FirstAssignment && operator <= S.LastAssignment) return K.Assign;
  return LOGICAL.has(operator) ? K.Logical : K.Binary;
}
