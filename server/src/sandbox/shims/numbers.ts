import type { Any } from '../pristine.ts';

const SYMBOLS: Readonly<Record<string, string>> = {
  USD: '$',
  EUR: '€',
  GBP: '£',
  JPY: '¥',
  INR: '₹',
  CNY: 'CN¥',
  KRW: '₩',
  BRL: 'R$',
  CAD: 'CA$',
  AUD: 'A$',
  MXN: 'MX$',
};
const WHOLE = new Set(['JPY', 'KRW', 'VND']);
const UNITS: Readonly<Record<string, string>> = {
  kilometer: 'km',
  meter: 'm',
  percent: '%',
  celsius: '°C',
  byte: 'byte',
  kilobyte: 'kB',
  megabyte: 'MB',
  gigabyte: 'GB',
  second: 'sec',
  minute: 'min',
  hour: 'hr',
  day: 'day',
};

/** Digits of a number, rounded half away from zero as the decimal text reads, as Intl does. */
function fixed(value: number, digits: number): string {
  const text = value.toString();
  if (/e/.test(text) || digits > 20) return value.toFixed(Math.min(digits, 100));
  const [whole, fraction = ''] = text.split('.');
  if (fraction.length <= digits) return digits === 0 ? whole : `${whole}.${fraction.padEnd(digits, '0')}`;
  let all = BigInt(whole + fraction.slice(0, digits));
  if (fraction[digits] >= '5') all += 1n;
  const raised = all.toString().padStart(digits + 1, '0');
  return digits === 0 ? raised : `${raised.slice(0, -digits)}.${raised.slice(-digits)}`;
}

const grouped = (digits: string) => digits.replace(/\B(?=(?:\d{3})+$)/g, ',');

/** Numbers as en-US has them, whatever locale is asked for. */
export class NumberFormat {
  #options: Any;
  constructor(_locale?: Any, options: Any = {}) {
    const o = { ...options };
    const { style = 'decimal', currency } = o;
    if (style === 'currency' && currency === undefined)
      throw new TypeError('Currency code is required with currency style.');
    // ECMA-402, IsWellFormedCurrencyCode.
    if (currency !== undefined && !/^[a-z]{3}$/i.test(String(currency)))
      throw new RangeError(`Invalid currency code : ${String(currency)}`);
    if (!['decimal', 'currency', 'percent', 'unit'].includes(style))
      throw new RangeError(`Value ${style} out of range`);
    const compact = o.notation === 'compact';
    const usual = style === 'currency' ? (WHOLE.has(currency) ? 0 : 2) : 0;
    const least =
      o.minimumFractionDigits ?? (compact ? 0 : Math.min(usual, o.maximumFractionDigits ?? usual));
    const most =
      o.maximumFractionDigits ??
      Math.max(least, style === 'currency' ? usual : style === 'percent' || compact ? 0 : 3);
    if (!(least >= 0 && least <= 100)) throw new RangeError('minimumFractionDigits value is out of range.');
    if (!(most >= least && most <= 100)) throw new RangeError('maximumFractionDigits value is out of range.');
    this.#options = { ...o, style, least, most, compact };
  }
  format = (value: Any): string => {
    const o = this.#options;
    const number = typeof value === 'bigint' ? Number(value) : Number(value);
    const negative = number < 0 || Object.is(number, -0);
    const body =
      typeof value === 'bigint'
        ? grouped(String(value < 0n ? -value : value))
        : this.#digits(Math.abs(number));
    const signs: Any = {
      always: negative ? '-' : '+',
      never: '',
      exceptZero: number === 0 ? '' : negative ? '-' : '+',
    };
    const sign = signs[o.signDisplay] ?? (negative ? '-' : '');
    if (o.style === 'percent') return `${sign}${body}%`;
    if (o.style === 'unit') return `${sign}${body} ${UNITS[o.unit] ?? o.unit}`;
    if (o.style !== 'currency') return sign + body;
    const code = String(o.currency).toUpperCase();
    if (o.currencyDisplay === 'code') return `${sign}${code}\u00a0${body}`;
    if (o.currencySign === 'accounting' && negative) return `(${SYMBOLS[code] ?? `${code}\u00a0`}${body})`;
    return `${sign}${SYMBOLS[code] ?? `${code}\u00a0`}${body}`;
  };
  #digits(value: number): string {
    const o = this.#options;
    if (Number.isNaN(value)) return 'NaN';
    if (value === Infinity) return '∞';
    let size = o.style === 'percent' ? Number((value * 100).toPrecision(15)) : value;
    let suffix = '';
    if (o.compact) {
      const power = Math.min(4, Math.floor(Math.log10(Math.max(size, 1)) / 3));
      suffix = ['', 'K', 'M', 'B', 'T'][power];
      size /= 1000 ** power;
      if (o.maximumFractionDigits === undefined && o.minimumFractionDigits === undefined) {
        return `${size < 100 ? Number(size.toPrecision(2)) : grouped(fixed(size, 0))}${suffix}`;
      }
    }
    const significant = o.maximumSignificantDigits;
    if (significant !== undefined) size = Number(size.toPrecision(significant));
    const [whole, fraction = ''] = fixed(
      size,
      significant === undefined ? o.most : 20 - String(Math.floor(size)).length,
    ).split('.');
    const kept = fraction.replace(/0+$/, '').padEnd(significant === undefined ? o.least : 0, '0');
    const padded = whole.padStart(o.minimumIntegerDigits ?? 1, '0');
    const shown = o.useGrouping === false ? padded : grouped(padded);
    return `${shown}${kept === '' ? '' : `.${kept}`}${suffix}`;
  }
  formatToParts(value: Any): Any[] {
    return [{ type: 'literal', value: this.format(value) }];
  }
  resolvedOptions(): Any {
    const { style, least, most, currency } = this.#options;
    return {
      locale: 'en-US',
      numberingSystem: 'latn',
      style,
      currency,
      minimumFractionDigits: least,
      maximumFractionDigits: most,
    };
  }
  static supportedLocalesOf(locales: Any): Any {
    return [locales].flat();
  }
}
