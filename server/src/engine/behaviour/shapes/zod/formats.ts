import type { TextPattern } from '../limits.ts';

function format(make: string, test = `^(?:${make})$`): TextPattern {
  return { make, test, flags: '' };
}

const DATE = '20\\d\\d-(0[1-9]|1[0-2])-(0[1-9]|1\\d|2[0-8])';
const TIME = '([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d';
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
const IPV4 = '(1\\d\\d|[1-9]\\d|[1-9])\\.(1\\d\\d|[1-9]\\d|\\d)\\.(1\\d\\d|\\d)\\.(2[0-4]\\d|\\d)';
const IPV6 = '2001:db8:[0-9a-f]{4}:[0-9a-f]{4}:[0-9a-f]{4}:[0-9a-f]{4}:[0-9a-f]{4}:[0-9a-f]{4}';
const BASE64 = '([A-Za-z0-9]{4}){1,3}';

/** Formats that zod knows by name: texts are made of the usual ones, and tested with what all of them share. */
const FORMATS: Readonly<Record<string, TextPattern>> = {
  email: format(
    '[a-z][a-z0-9]{1,6}(\\.[a-z]{2,5})?@(example|mail|[a-z]{2,6})\\.(com|org|de)',
    '^(?!\\.)(?!.*\\.\\.)[\\w.+-]*[\\w+-]@[A-Za-z0-9][A-Za-z0-9-]*\\.[A-Za-z]{2,}$',
  ),
  url: format(
    '(https|http)://(www\\.)?(example|[a-z]{3,7})\\.(com|org)(/[a-z]{1,6})?(\\?[a-z]=[0-9])?',
    '^https?://[\\w.-]+(?:[/?#]\\S*)?$',
  ),
  httpUrl: format('(https|http)://(example|[a-z]{3,7})\\.(com|org)(/[a-z]{1,6})?', '^https?://[\\w-]+\\.\\w'),
  uuid: format(UUID),
  guid: format(UUID),
  cuid: format('c[a-z0-9]{24}'),
  cuid2: format('[a-z][a-z0-9]{23}'),
  ulid: format('01[0-9A-HJKMNP-TV-Z]{24}'),
  nanoid: format('[A-Za-z0-9_]{21}'),
  datetime: format(`${DATE}T${TIME}(\\.[0-9]{3})?Z`),
  date: format(DATE),
  time: format(TIME),
  duration: format('P([1-9]D|[1-9]M|T[1-9]H|[1-9]DT[1-9]H)'),
  ip: format(IPV4),
  ipv4: format(IPV4),
  ipv6: format(IPV6),
  cidr: format(`${IPV4}/(8|16|24)`),
  cidrv4: format(`${IPV4}/(8|16|24)`),
  base64: format(BASE64),
  base64url: format(BASE64),
  hex: format('([0-9a-f]{2}){1,4}'),
  e164: format('\\+49[1-9][0-9]{8}'),
  emoji: format('(😀|🎉|👍)', '^(?:😀|🎉|👍)+$'),
};

/** What texts of a named format look like; null for an unknown name. */
export function formatNamed(name: string): TextPattern | null {
  return Object.hasOwn(FORMATS, name) ? FORMATS[name] : null;
}
