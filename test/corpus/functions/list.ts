/** A pure function of an installed package, read from node_modules when it is measured. */
export interface ListedFunction {
  /** Path under node_modules. */
  readonly file: string;
  /** Name in the file; 'default' for what the module exports without one. */
  readonly name: string;
  /** Parameters as TypeScript types, with the names of texts and numbers that signatures.ts knows. */
  readonly takes: string;
}

const list = (
  file: (name: string) => string,
  functions: Readonly<Record<string, string>>,
): ListedFunction[] => Object.entries(functions).map(([name, takes]) => ({ file: file(name), name, takes }));

/** What is asked of each function, written by hand from its documentation. */
export const FUNCTIONS: readonly ListedFunction[] = [
  ...list((name) => `date-fns/${name}.js`, {
    addDays: 'Date, int',
    addMonths: 'Date, int',
    addBusinessDays: 'Date, int',
    areIntervalsOverlapping:
      '{ start: Date, end: Date }, { start: Date, end: Date }, undefined | { inclusive: boolean }',
    clamp: 'Date, { start: Date, end: Date }',
    closestIndexTo: 'Date, Date[]',
    compareAsc: 'Date, Date',
    daysToWeeks: 'int',
    differenceInMonths: 'Date, Date',
    eachDayOfInterval: '{ start: Day, end: Day }, undefined | { step: Small }',
    getDaysInMonth: 'Date',
    getISODay: 'Date',
    getOverlappingDaysInIntervals: '{ start: Date, end: Date }, { start: Date, end: Date }',
    getQuarter: 'Date',
    isExists: 'Year, Small, Small',
    isLeapYear: 'Date',
    isWeekend: 'Date',
    isWithinInterval: 'Date, { start: Date, end: Date }',
    milliseconds: '{ years?: Nat, months?: Nat, weeks?: Nat, days?: Nat, hours?: Nat, seconds?: Nat }',
    parseISO: 'IsoDate, undefined | { additionalDigits: 0 | 1 | 2 }',
    roundToNearestMinutes:
      'Date, undefined | { nearestTo?: 5 | 10 | 15 | 30, roundingMethod?: "ceil" | "floor" | "round" | "trunc" }',
    setDay: 'Date, Small, undefined | { weekStartsOn: 0 | 1 | 6 }',
    startOfWeek: 'Date, undefined | { weekStartsOn: 0 | 1 | 6 }',
  }),
  ...list((name) => `lodash/${name}.js`, {
    chunk: 'int[], Nat',
    compact: '(int | "" | null | false | Word)[]',
    drop: 'int[], Small',
    dropRight: 'int[], Small',
    fill: 'int[], Word, Nat, Nat',
    fromPairs: '[Word, int][]',
    indexOf: 'Small[], Small, Nat | undefined',
    inRange: 'number, number, number | undefined',
    lastIndexOf: 'Small[], Small, Nat | undefined',
    nth: 'int[], int',
    padStart: 'string, Nat, undefined | Word',
    startsWith: 'Letters, Letters, undefined | Small',
    toNumber: 'Numeral',
    truncate: 'string, { length: Nat, omission?: Word, separator?: " " | "," }',
    zipObject: 'Word[], int[]',
  }),
  ...list((name) => `lodash/_${name}.js`, {
    baseClamp: 'number, number, number',
    baseRange: 'int, int, 1 | 2 | 3, boolean',
    baseSlice: 'int[], int, int',
    compareAscending: 'number | Word, number | Word',
    strictIndexOf: 'Small[], Small, 0 | 1 | 2',
  }),
  ...list((name) => `underscore/modules/${name}.js`, {
    chunk: 'int[], Nat',
    initial: 'int[], Nat | undefined',
    last: 'int[], Nat | undefined',
    object: 'Word[], int[]',
    range: 'int, int, 1 | 2 | -1 | -3',
    rest: 'int[], Nat | undefined',
    sortedIndex: 'Sorted, number',
    unzip: 'int[][]',
  }),
  { file: 'underscore/modules/_flatten.js', name: 'default', takes: 'Json[], boolean | 1 | 2, boolean' },
  ...list(() => 'zod/src/v4/core/util.ts', {
    cleanRegex: 'Pattern',
    codePointLength: 'Unicode',
    floatSafeRemainder: 'number, Decimal',
    getElementAtPath: '{ a: { b: int[], c: Word }, b: int[] }, [] | ["a"] | ["a", "b" | "c"] | ["b", 0 | 1]',
    joinValues: '(Word | int | null)[], undefined | Word',
    numKeys: 'Record<Word, int>',
    slugify: 'string',
    uint8ArrayToHex: 'Byte[]',
  }),
  ...list(() => '@tanstack/query-core/src/utils.ts', {
    addToEnd: 'int[], int, Nat | undefined',
    addToStart: 'int[], int, Nat | undefined',
    hashKey: 'Json[]',
    isValidTimeout: 'number | Word | undefined',
    partialMatchKey: 'Tree, Tree',
    replaceEqualDeep: 'Tree, Tree',
    shallowEqualObjects: 'Record<Letter, Bit>, Record<Letter, Bit>',
  }),
  ...list((name) => `@reduxjs/toolkit/src/query/utils/${name}.ts`, {
    capitalize: 'Word',
    countObjectKeys: 'Record<Word, int>',
    isAbsoluteUrl: 'Url',
    joinUrls: 'Url, Url',
  }),
  { file: 'rxjs/src/internal/util/isDate.ts', name: 'isValidDate', takes: 'Date | Word | null' },
  ...list((name) => `rxjs/src/internal/util/${name}.ts`, {
    argsArgArrayOrObject: '[int[]] | [Record<Word, int>] | int[]',
    arrRemove: 'Small[], Small',
    isArrayLike: 'int[] | Word | int | { length: Nat } | { length: Word } | undefined',
  }),
  {
    file: 'preact/compat/src/util.js',
    name: 'shallowDiffers',
    takes: 'Record<Letter, Bit>, Record<Letter, Bit>',
  },
  { file: 'ajv/lib/runtime/ucs2length.ts', name: 'default', takes: 'Unicode' },
  { file: 'ajv/lib/runtime/timestamp.ts', name: 'default', takes: 'Timestamp, boolean' },
  { file: 'ajv/lib/runtime/timestamp.ts', name: 'validDate', takes: 'IsoDay' },
  { file: 'ajv/lib/runtime/timestamp.ts', name: 'validTime', takes: 'Clock' },
  { file: 'ajv/lib/compile/util.ts', name: 'toHash', takes: 'Word[]' },
  { file: 'ajv/lib/compile/util.ts', name: 'escapeJsonPointer', takes: 'Path | int' },
  { file: 'immer/src/utils/common.ts', name: 'is', takes: 'Edge, Edge' },
  { file: 'immer/src/utils/common.ts', name: 'isArrayIndex', takes: 'number | Numeral' },
  { file: 'leven/index.js', name: 'leven', takes: 'Letters, Letters' },
  { file: 'ms/index.js', name: 'parse', takes: 'Duration' },
  { file: 'ms/index.js', name: 'fmtShort', takes: 'Milliseconds' },
  { file: 'ms/index.js', name: 'fmtLong', takes: 'Milliseconds' },
  {
    file: 'index-to-position/index.js',
    name: 'default',
    takes: 'Lines, Small, undefined | { oneBased?: boolean, oneBasedLine?: boolean }',
  },
  { file: 'balanced-match/dist/esm/index.js', name: 'balanced', takes: '"(" | "{", ")" | "}", Nest' },
  { file: 'balanced-match/dist/esm/index.js', name: 'range', takes: '"(" | "{", ")" | "}", Nest' },
  ...list(() => 'fast-uri/lib/utils.js', {
    compressIPv6ZeroRun: '("0" | "0" | "a1" | "1")[]',
    findToken: 'Path, "/" | "." | ":"',
    isZoneIdentifier: 'Escaped',
    normalizeIPv6: 'Address',
    normalizePercentEncoding: 'Escaped, boolean',
    removeDotSegments: 'Path',
    removeDotSegmentsRelative: 'Path',
    stringArrayToHexStripped: '("0" | "0" | "a" | "F" | "7" | "g")[]',
  }),
  { file: 'nth-check/lib/esm/parse.js', name: 'parse', takes: 'Nth' },
  { file: 'mdurl/lib/decode.mjs', name: 'decode', takes: 'Escaped, undefined | "a/"' },
  {
    file: 'mdurl/lib/encode.mjs',
    name: 'encode',
    takes: 'Escaped | Unicode, undefined | "/%", undefined | boolean',
  },
  {
    file: 'mdurl/lib/format.mjs',
    name: 'default',
    takes:
      '{ protocol?: "http:", slashes?: boolean, auth?: Word, hostname?: Word | "::1", port?: int, pathname?: Path }',
  },
  { file: 'semver/internal/identifiers.js', name: 'compareIdentifiers', takes: 'Identifier, Identifier' },
  ...list(() => 'markdown-it/lib/common/utils.mjs', {
    arrayReplaceAt: 'int[], Small, int[]',
    escapeHtml: 'Html',
    isSpace: 'Code',
    isValidEntityCode: 'Code',
    isWhiteSpace: 'Code',
    unescapeMd: 'Html',
  }),
  {
    file: 'markdown-it/lib/helpers/parse_link_destination.mjs',
    name: 'parseLinkDestination',
    takes: 'Link, 0 | 1, 12',
  },
  ...list(() => 'js-yaml/lib/common.js', {
    extend: 'Record<Word, int>, Record<Word, int> | null',
    isNegativeZero: 'Edge',
    repeat: 'Word, Small',
    toArray: 'int[] | int | null',
  }),
  ...list(() => 'picomatch/lib/utils.js', {
    basename: 'Path, undefined | { windows: boolean }',
    escapeLast: 'Brackets, "(" | "{", int | undefined',
    removePrefix: 'Path, undefined',
    wrapOutput: 'Word, undefined | { negated?: boolean }, undefined | { contains?: boolean }',
  }),
  ...list(() => 'punycode/punycode.es6.js', {
    adapt: 'Nat, Positive, boolean',
    ucs2decode: 'Unicode',
    encode: 'Unicode',
    decode: 'Punycode',
  }),
  ...list((name) => `minimatch/dist/esm/${name}.js`, {
    escape: 'Brackets, undefined | { windowsPathsNoEscape?: boolean, magicalBraces?: boolean }',
    unescape: 'Brackets, undefined | { windowsPathsNoEscape?: boolean, magicalBraces?: boolean }',
  }),
];
