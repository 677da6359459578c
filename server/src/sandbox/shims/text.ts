import type { Any } from '../pristine.ts';

class TextEncoder {
  readonly encoding = 'utf-8';
  encode(input: Any = ''): Uint8Array {
    const bytes: number[] = [];
    for (const letter of String(input)) {
      const code = letter.codePointAt(0)!;
      if (code < 0x80) bytes.push(code);
      else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
      else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
      else {
        bytes.push(
          0xf0 | (code >> 18),
          0x80 | ((code >> 12) & 63),
          0x80 | ((code >> 6) & 63),
          0x80 | (code & 63),
        );
      }
    }
    return Uint8Array.from(bytes);
  }
  encodeInto(input: Any, target: Uint8Array): { read: number; written: number } {
    let read = 0;
    let written = 0;
    for (const letter of String(input)) {
      const bytes = this.encode(letter);
      if (written + bytes.length > target.length) break;
      target.set(bytes, written);
      written += bytes.length;
      read += letter.length;
    }
    return { read, written };
  }
}

class TextDecoder {
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  constructor(label: Any = 'utf-8', options: Any = {}) {
    const name = String(label).toLowerCase();
    if (!/^(?:utf-?8|unicode-1-1-utf-8|ascii|us-ascii|latin1|iso-8859-1)$/.test(name))
      throw new RangeError('Unknown encoding');
    this.encoding = name.startsWith('u') && !name.startsWith('us') ? 'utf-8' : 'windows-1252';
    this.fatal = Boolean(options?.fatal);
    this.ignoreBOM = Boolean(options?.ignoreBOM);
  }
  decode(input?: Any): string {
    if (input === undefined) return '';
    const view = ArrayBuffer.isView(input)
      ? input
      : { buffer: input, byteOffset: 0, byteLength: input.byteLength };
    const bytes = new Uint8Array(view.buffer as ArrayBuffer, view.byteOffset, view.byteLength);
    let text = '';
    if (this.encoding !== 'utf-8') {
      for (const byte of bytes) text += String.fromCharCode(byte);
      return text;
    }
    for (let i = 0; i < bytes.length; ) {
      const first = bytes[i];
      const more =
        first < 0x80
          ? 0
          : first >= 0xc2 && first < 0xe0
            ? 1
            : first >= 0xe0 && first < 0xf0
              ? 2
              : first >= 0xf0 && first < 0xf5
                ? 3
                : -1;
      let code = more === 0 ? first : first & (0x3f >> more);
      let read = 1;
      while (read <= more && (bytes[i + read] & 0xc0) === 0x80) code = (code << 6) | (bytes[i + read++] & 63);
      const least = [0, 0x80, 0x800, 0x10000][more];
      const right =
        more >= 0 &&
        read === more + 1 &&
        code >= least &&
        code < 0x110000 &&
        (code < 0xd800 || code > 0xdfff);
      if (!right && this.fatal) throw new TypeError('The encoded data was not valid for encoding utf-8');
      text += right ? String.fromCodePoint(code) : '\ufffd';
      i += read;
    }
    return !this.ignoreBOM && text.startsWith('\ufeff') ? text.slice(1) : text;
  }
}

export function installText(world: Any): void {
  world.TextEncoder = TextEncoder;
  world.TextDecoder = TextDecoder;
}
