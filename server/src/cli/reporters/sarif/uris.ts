import { joinRoot } from '../figures.ts';

const LONE_SURROGATE = /[\ud800-\udfff]/gu;

const encode = (segment: string) => encodeURIComponent(segment.replace(LONE_SURROGATE, '\ufffd'));

/** A path with `/` as a percent-encoded relative reference (RFC 3986); its first segment can't be a scheme. */
export function uriOf(path: string): string {
  return path
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .map(encode)
    .join('/');
}

/** Whether a root is absolute, on any operating system. */
function isAbsolute(root: string): boolean {
  return root.startsWith('/') || /^[A-Za-z]:[\\/]/.test(root) || root.startsWith('\\\\');
}

/**
 * What stands for a root in `originalUriBaseIds`: an absolute root as a `file:` folder; a relative one has
 * no address of its own (SARIF wants an absolute one), its files are told relative to where Fern ran.
 */
export function baseOf(root: string, description: string) {
  if (!isAbsolute(root)) return { description: { text: description } };
  const path = root.replaceAll('\\', '/').replace(/\/+$/, '');
  const [drive = '', rest = ''] = /^[A-Za-z]:/.test(path)
    ? [`/${path.slice(0, 2)}`, path.slice(2)]
    : ['', path];
  const folder = uriOf(rest);
  return {
    uri: `file://${drive}/${folder === '' ? '' : `${folder}/`}`,
    description: { text: description },
  };
}

/** The artifact location of a file under a root. */
export function artifactOf(root: string, file: string, base: 'GOLDEN' | 'GENERATED') {
  if (root !== '' && !isAbsolute(root)) return { uri: uriOf(joinRoot(root, file)) };
  return { uri: uriOf(file), uriBaseId: base };
}
