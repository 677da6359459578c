/**
 * Node kinds of the compact tree. They are language-neutral on purpose: a dimension or a rule that reads
 * kinds works for every language whose front end produces them.
 */
export const K = {
  Program: 0,
  // modules
  Import: 1, // label: module specifier; children: ImportName
  ImportName: 2, // label: imported name ('default', '*', or the exported name); child: local Identifier
  ExportList: 3, // label: module specifier or none; children: ExportName
  ExportName: 4, // label: exported name; child: Identifier when the export is local
  ExportValue: 5, // export default expression, module.exports = …
  // declarations
  Function: 10,
  Arrow: 11,
  Method: 12,
  Constructor: 13,
  Getter: 14,
  Setter: 15,
  Class: 16,
  Field: 17,
  Parameter: 18,
  Variables: 19, // label: 'const' | 'let' | 'var' | 'using'; children: Variable
  Variable: 20,
  Interface: 21,
  TypeAlias: 22,
  Enum: 23,
  EnumMember: 24,
  Namespace: 25,
  Decorator: 26,
  Heritage: 27, // label: 'extends' | 'implements'
  StaticBlock: 28,
  // statements
  Block: 30,
  ExpressionStatement: 31,
  If: 32,
  For: 33,
  ForIn: 34,
  ForOf: 35,
  While: 36,
  DoWhile: 37,
  Switch: 38,
  Case: 39,
  DefaultCase: 40,
  Return: 41,
  Throw: 42,
  Try: 43,
  Catch: 44,
  Finally: 45,
  Break: 46,
  Continue: 47,
  Labelled: 48,
  Debugger: 49,
  // expressions
  Identifier: 60, // a name that refers to a variable, function, type or global; see Tree.symbol
  PropertyName: 61, // a name after a dot, an object key, a member name, an attribute name
  String: 62,
  Number: 63,
  BigInt: 64,
  Regex: 65,
  Constant: 66, // true, false, null
  Template: 67, // children: TemplateText and expressions in order
  TemplateText: 68,
  TaggedTemplate: 69, // children: tag, Template
  Call: 70, // children: callee, type arguments, arguments
  New: 71,
  Member: 72, // a.b: children: object, PropertyName
  Index: 73, // a[b]
  Binary: 74, // label: operator
  Logical: 75, // label: && || ??
  Assign: 76, // label: = += …
  Unary: 77, // label: ! - + ~ typeof void delete
  Update: 78, // label: prefix++ prefix-- postfix++ postfix--
  Conditional: 79,
  Object: 80,
  Property: 81, // children: PropertyName or Computed, value
  Computed: 82,
  Array: 83,
  Spread: 84,
  Await: 85,
  Yield: 86,
  This: 87,
  Super: 88,
  Assertion: 89, // label: as | satisfies | !
  Hole: 90,
  ImportExpression: 91, // import(…)
  MetaProperty: 92,
  Sequence: 93,
  ClassExpression: 94,
  // patterns
  ObjectPattern: 100,
  ArrayPattern: 101,
  PatternElement: 102, // children: [PropertyName | Computed], target, [default]
  // JSX
  JsxElement: 110, // children: tag (Identifier, Member or PropertyName for intrinsic), attributes, children
  JsxFragment: 111,
  JsxAttribute: 112, // children: PropertyName, [value]
  JsxSpread: 113,
  JsxText: 114,
  JsxExpression: 115,
  // types
  TypeReference: 120, // children: Identifier or qualified name, type arguments
  TypeKeyword: 121, // label: string, number, any …
  TypeUnion: 122,
  TypeIntersection: 123,
  TypeArray: 124,
  TypeTuple: 125,
  TypeFunction: 126,
  TypeObject: 127,
  TypeMember: 128, // property or method signature: PropertyName, parameters, type
  IndexSignature: 129,
  CallSignature: 130,
  TypeOperator: 131, // label: keyof | readonly | unique
  TypeQuery: 132,
  TypeConditional: 133,
  TypeInfer: 134,
  TypeMapped: 135,
  TypeLiteral: 136,
  TypePredicate: 137,
  TypeParameter: 138,
  TypeIndexed: 139,
  TypeTemplate: 140,
  TypeImport: 141,
  QualifiedName: 142,
  TypeRest: 143,
  TypeOptional: 144,
  TypeThis: 145,
  // anything a front end has no word for; label: the language's own name of the node
  Other: 150,
} as const;

/** One of the values of {@link K}. */
export type Kind = (typeof K)[keyof typeof K];

/** Bits of Tree.flags: modifiers and spellings that change meaning. */
export const Flag = {
  Async: 1,
  Generator: 2,
  Static: 4,
  Readonly: 8,
  Optional: 16, // ?. on calls and members, ? on parameters and members
  Rest: 32,
  Exported: 64,
  Default: 128,
  TypeOnly: 256,
  Abstract: 512,
  Private: 1024, // private, protected or #name
  Declare: 2048,
  Const: 4096, // const enum, as const
  Method: 8192, // a signature that is called: `total(): number` in a type
} as const;
