import type { ApplicationFile } from '../application.ts';

/** What a file is, by its name, its folders and what is in it. The first that fits. */
const KINDS: readonly {
  readonly name: string;
  readonly fits: (file: ApplicationFile) => boolean;
}[] = [
  { name: 'tests', fits: ({ path }) => /(?:\.|_|-)(?:test|spec)\.\w+$|(?:^|\/)__tests__\//i.test(path) },
  {
    name: 'styles',
    fits: ({ path }) => /[.-](?:styles?|css|theme)\.\w+$|(?:^|\/)(?:styles?|themes?)\//i.test(path),
  },
  { name: 'types', fits: ({ summary }) => summary.typesOnly },
  { name: 'hooks', fits: ({ path, summary }) => /(?:^|\/)use[A-Z][^/]*$/.test(path) && !summary.jsx },
  {
    name: 'pages',
    fits: ({ path, summary }) =>
      summary.jsx &&
      /(?:^|\/)(?:pages?|routes?|screens?|views)\/|(?:^|\/)(?:page|layout)\.\w+$|(?:Page|Screen)\.\w+$/.test(
        path,
      ),
  },
  { name: 'components', fits: ({ summary }) => summary.jsx },
];

/** What fits nothing else: functions and classes. */
const OTHER = 'utilities';

export function kindOf(file: ApplicationFile): string {
  return KINDS.find(({ fits }) => fits(file))?.name ?? OTHER;
}
