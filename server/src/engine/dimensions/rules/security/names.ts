/** Which names stand for what must not be seen, and which texts are such a thing. */

const SECRET =
  /(password|passwd|passphrase|pwd|secret|secretkey|apikey|apitoken|accesskey|accesstoken|authtoken|refreshtoken|bearertoken|idtoken|sessiontoken|csrftoken|token|jwt|privatekey|clientsecret|signingkey|encryptionkey|credential|credentials)$/;
/** Names that say so beyond doubt; a plain `token` may be one of a parser. */
const CLEARLY_SECRET =
  /(password|passwd|passphrase|secret|secretkey|apikey|apitoken|accesskey|accesstoken|authtoken|refreshtoken|bearertoken|sessiontoken|privatekey|clientsecret|encryptionkey|creditcard|creditcardnumber|cardnumber|cvv|ssn)$/;

export function isSecretName(name: string): boolean {
  return SECRET.test(plain(name));
}

export function isClearlySecretName(name: string): boolean {
  return CLEARLY_SECRET.test(plain(name));
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Bits for each character, Shannon. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** Well-known beginnings of keys that services give out. */
const ISSUED =
  /^(AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|sk_live_\w{16,}|rk_live_\w{16,}|xox[abprs]-[\w-]{10,}|AIza[\w-]{30,}|glpat-[\w-]{16,}|npm_\w{30,}|sk-[A-Za-z0-9_-]{32,})$/;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
const PLACEHOLDER =
  /your|example|change|placeholder|dummy|sample|test|fake|mock|xxx|\*\*\*|<.*>|\.\.\.|todo|redacted|undefined|^(.)\1+$/i;

export function isIssuedKey(text: string): boolean {
  return (ISSUED.test(text) && !PLACEHOLDER.test(text)) || PRIVATE_KEY.test(text);
}

/** A text that can hardly be anything but a password or key: no words, no path, no message, no placeholder. */
export function looksSecret(name: string, text: string): boolean {
  if (text.length < 8 || text.length > 400 || /\s/.test(text) || PLACEHOLDER.test(text)) return false;
  if (/^[\w+.-]+:\/\//.test(text) || /^[./@#]/.test(text) || /^[a-z]+([-_.:/ ][a-z]+)*$/i.test(text))
    return false;
  const digits = /\d/.test(text);
  const letters = /[A-Za-z]/.test(text);
  const signs = /[^A-Za-z0-9]/.test(text);
  if (/pass(word|wd|phrase)?$|pwd$/.test(plain(name))) return letters && (digits || signs);
  return text.length >= 12 && digits && letters && entropy(text) >= 3;
}

/** A connection string with a password in it, to another machine. */
export function hasPassword(text: string): boolean {
  const found = /^[a-z][\w+.-]*:\/\/[^\s:/@]+:([^\s:/@]+)@([^\s/:?]+)/i.exec(text);
  return (
    found !== null &&
    !/^(localhost|127\.|0\.0\.0\.0|db$|host$)/.test(found[2]) &&
    !PLACEHOLDER.test(text) &&
    !/^(password|pass|pwd|\$|%|\{)/i.test(found[1])
  );
}
