export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
}

const ILLEGAL = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads XML 1.0 as strictly as a small parser can: throws on anything that is not well-formed. */
export function parseXml(source: string): XmlElement {
  const illegal = ILLEGAL.exec(source);
  if (illegal) throw new Error(`character not allowed in XML: U+${illegal[0].codePointAt(0)!.toString(16)}`);
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const token = /<\?xml [^?]*\?>|<(\/?)([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
  let at = 0;
  while (at < source.length) {
    token.lastIndex = at;
    const found = token.exec(source);
    if (found === null) throw new Error(`not XML: ${source.slice(at, at + 60)}`);
    at = token.lastIndex;
    const [, close, name, attributes = '', empty, text] = found;
    const current = open.at(-1)!;
    if (text !== undefined) {
      if (text.includes(']]>')) throw new Error('"]]>" in text');
      current.text += decode(text);
    } else if (close) {
      if (current.name !== name) throw new Error(`</${name}> closes <${current.name}>`);
      open.pop();
    } else if (name !== undefined) {
      const element: XmlElement = { name, attributes: {}, children: [], text: '' };
      for (const [, key, value] of attributes.matchAll(/([\w-]+)="([^"]*)"/g)) {
        if (Object.hasOwn(element.attributes, key!)) throw new Error(`${key} twice`);
        element.attributes[key!] = decode(value!);
      }
      current.children.push(element);
      if (!empty) open.push(element);
    }
  }
  if (open.length !== 1 || root.children.length !== 1) throw new Error('elements left open, or not one root');
  return root.children[0]!;
}

function decode(text: string): string {
  const decoded = text.replace(/&(?:#(\d+)|(\w+));/g, (_, code?: string, name?: string) => {
    if (code !== undefined) return String.fromCodePoint(Number(code));
    const character = ENTITIES[name!];
    if (character === undefined) throw new Error(`unknown entity ${name}`);
    return character;
  });
  if (/&(?!#\d+;|\w+;)/.test(text)) throw new Error('bare ampersand');
  return decoded;
}
