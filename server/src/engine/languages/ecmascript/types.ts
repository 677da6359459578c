import { ts } from 'ts-morph';
import { Flag, K } from '../../model/kinds.ts';
import type { Handler, Walker } from './walker.ts';

const S = ts.SyntaxKind;

/** Types, which only TypeScript has. */
export const typeHandlers: Readonly<Record<number, Handler>> = {
  [S.PropertySignature](walker, node) {
    const member = node as ts.PropertySignature;
    const opened = walker.open(K.TypeMember, node, null, memberFlags(walker, member));
    walker.propertyName(member.name);
    walker.maybe(member.type);
    walker.close(opened);
  },
  [S.MethodSignature](walker, node) {
    const member = node as ts.MethodSignature;
    const opened = walker.open(K.TypeMember, node, null, memberFlags(walker, member) | Flag.Method);
    walker.propertyName(member.name);
    signature(walker, member);
    walker.close(opened);
  },
  [S.CallSignature]: (walker, node) =>
    signatureNode(walker, K.CallSignature, null, node as ts.CallSignatureDeclaration),
  [S.ConstructSignature]: (walker, node) =>
    signatureNode(walker, K.CallSignature, 'new', node as ts.ConstructSignatureDeclaration),
  [S.FunctionType]: (walker, node) =>
    signatureNode(walker, K.TypeFunction, null, node as ts.FunctionTypeNode),
  [S.ConstructorType]: (walker, node) =>
    signatureNode(walker, K.TypeFunction, 'new', node as ts.ConstructorTypeNode),
  [S.IndexSignature](walker, node) {
    const opened = walker.open(K.IndexSignature, node, null, walker.flagsOf(node));
    walker.scopes.enter(false);
    signature(walker, node as ts.IndexSignatureDeclaration);
    walker.scopes.leave();
    walker.close(opened);
  },
  [S.UnionType](walker, node) {
    const { types } = node as ts.UnionTypeNode;
    list(walker, K.TypeUnion, node, types);
  },
  [S.IntersectionType](walker, node) {
    list(walker, K.TypeIntersection, node, (node as ts.IntersectionTypeNode).types);
  },
  [S.TypeOperator](walker, node) {
    const type = node as ts.TypeOperatorNode;
    const opened = walker.open(K.TypeOperator, node, ts.tokenToString(type.operator) ?? null);
    walker.visit(type.type);
    walker.close(opened);
  },
  [S.ConditionalType](walker, node) {
    walker.scopes.enter(false);
    const opened = walker.open(K.TypeConditional, node);
    walker.visitChildren(node);
    walker.close(opened);
    walker.scopes.leave();
  },
  [S.InferType](walker, node) {
    const opened = walker.open(K.TypeInfer, node);
    walker.visit((node as ts.InferTypeNode).typeParameter);
    walker.close(opened);
  },
  [S.MappedType](walker, node) {
    const type = node as ts.MappedTypeNode;
    const flags = (type.questionToken ? Flag.Optional : 0) | (type.readonlyToken ? Flag.Readonly : 0);
    walker.scopes.enter(false);
    const removes = `${minus(type.readonlyToken) ? '-readonly' : ''}${minus(type.questionToken) ? '-?' : ''}`;
    const opened = walker.open(K.TypeMapped, node, removes === '' ? null : removes, flags);
    walker.visit(type.typeParameter);
    walker.maybe(type.nameType);
    walker.maybe(type.type);
    walker.close(opened);
    walker.scopes.leave();
  },
  [S.NamedTupleMember](walker, node) {
    const member = node as ts.NamedTupleMember;
    const kind = member.dotDotDotToken ? K.TypeRest : member.questionToken ? K.TypeOptional : -1;
    const opened = kind < 0 ? -1 : walker.open(kind, node);
    walker.visit(member.type);
    if (opened >= 0) walker.close(opened);
  },
  [S.TypeParameter](walker, node) {
    const parameter = node as ts.TypeParameterDeclaration;
    const opened = walker.open(K.TypeParameter, node, null, walker.flagsOf(node));
    walker.declaration(parameter.name);
    walker.maybe(parameter.constraint);
    walker.maybe(parameter.default);
    walker.close(opened);
  },
  [S.ImportType](walker, node) {
    const type = node as ts.ImportTypeNode;
    const argument = ts.isLiteralTypeNode(type.argument) ? type.argument.literal : null;
    const module = argument && ts.isStringLiteral(argument) ? argument.text : null;
    const opened = walker.open(K.TypeImport, node, module);
    const { qualifier } = type;
    if (qualifier)
      walker.leaf(K.PropertyName, qualifier, walker.text.slice(walker.startOf(qualifier), qualifier.end));
    walker.visitAll(type.typeArguments);
    walker.close(opened);
  },
  [S.QualifiedName](walker, node) {
    const name = node as ts.QualifiedName;
    const opened = walker.open(K.QualifiedName, node);
    walker.visit(name.left);
    walker.leaf(K.PropertyName, name.right, name.right.text);
    walker.close(opened);
  },
  [S.TypePredicate](walker, node) {
    const predicate = node as ts.TypePredicateNode;
    const opened = walker.open(K.TypePredicate, node, predicate.assertsModifier ? 'asserts' : null);
    walker.visit(predicate.parameterName);
    walker.maybe(predicate.type);
    walker.close(opened);
  },
  [S.TemplateHead]: templatePart,
  [S.TemplateMiddle]: templatePart,
  [S.TemplateTail]: templatePart,
};

/** `-?` and `-readonly` take away what `?` and `readonly` add. */
function minus(token: ts.Node | undefined): boolean {
  return token?.kind === S.MinusToken;
}

/** Parts of template literal types; those of expressions are handled with their expression. */
function templatePart(walker: Walker, node: ts.Node): void {
  const { text } = node as ts.TemplateHead;
  if (text !== '') walker.leaf(K.TemplateText, node, text);
}

function memberFlags(walker: Walker, node: ts.PropertySignature | ts.MethodSignature): number {
  return walker.flagsOf(node) | (node.questionToken ? Flag.Optional : 0);
}

function signature(walker: Walker, node: ts.SignatureDeclaration): void {
  walker.scopes.enter(true);
  walker.visitAll(node.typeParameters);
  walker.visitAll(node.parameters);
  walker.maybe(node.type);
  walker.scopes.leave();
}

function signatureNode(
  walker: Walker,
  kind: number,
  label: string | null,
  node: ts.SignatureDeclaration,
): void {
  const opened = walker.open(kind, node, label);
  signature(walker, node);
  walker.close(opened);
}

/** A union or intersection of one type, as a leading `|` makes it, is that type. */
function list(walker: Walker, kind: number, node: ts.Node, types: readonly ts.TypeNode[]): void {
  if (types.length === 1) {
    walker.visit(types[0]);
    return;
  }
  const opened = walker.open(kind, node);
  walker.visitAll(types);
  walker.close(opened);
}
