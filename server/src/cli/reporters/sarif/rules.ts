const OWN: Readonly<Record<string, string>> = {
  'fern/missing-file': 'A golden file has no generated counterpart.',
  'fern/low-score': 'A generated file scores below the band "good".',
  'fern/pair': 'A generated file goes with a golden file.',
  'fern/extra-file': 'A generated file goes with no golden file.',
};

/** A SARIF reporting descriptor for a rule id such as `security/no-eval`; `reference` is its CWE id or WCAG criterion. */
export function ruleOf(id: string, reference: string | undefined) {
  const [dimension = '', ...rest] = id.split('/');
  const words = rest.join(' ').replaceAll('-', ' ');
  const text = Object.hasOwn(OWN, id)
    ? OWN[id]!
    : `Generated code differs from the golden in ${dimension}: ${words || id}.`;
  const cwe = /^CWE-(\d+)$/.exec(reference ?? '');
  return {
    id,
    name: pascal(id),
    shortDescription: { text },
    fullDescription: { text: reference === undefined ? text : `${text} See ${reference}.` },
    properties: {
      tags: [
        ...new Set([
          dimension,
          ...(reference === undefined ? [] : [reference]),
          // the spelling by which code scanning groups weaknesses
          ...(cwe ? [`external/cwe/cwe-${cwe[1]!.padStart(3, '0')}`] : []),
        ]),
      ],
    },
  };
}

const pascal = (id: string) =>
  id
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
