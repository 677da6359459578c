import type { Any } from '../pristine.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const DATE_STYLES: Readonly<Record<string, Any>> = {
  full: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  long: { year: 'numeric', month: 'long', day: 'numeric' },
  medium: { year: 'numeric', month: 'short', day: 'numeric' },
  short: { year: '2-digit', month: 'numeric', day: 'numeric' },
};
const TIME_STYLES: Readonly<Record<string, Any>> = {
  full: { hour: 'numeric', minute: '2-digit', second: '2-digit', timeZoneName: 'long' },
  long: { hour: 'numeric', minute: '2-digit', second: '2-digit', timeZoneName: 'short' },
  medium: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
  short: { hour: 'numeric', minute: '2-digit' },
};
const DATE_KEYS = ['weekday', 'year', 'month', 'day', 'era'];
const TIME_KEYS = ['hour', 'minute', 'second', 'fractionalSecondDigits', 'dayPeriod'];
const two = (value: number) => String(value).padStart(2, '0');

/** Which parts are shown where nothing is asked for. */
type Usual = 'date' | 'time' | 'all';

function resolved(options: Any, usual: Usual): Any {
  const asked = { ...options };
  const styled = { ...(DATE_STYLES[asked.dateStyle] ?? {}), ...(TIME_STYLES[asked.timeStyle] ?? {}) };
  if (asked.dateStyle !== undefined || asked.timeStyle !== undefined)
    return { ...asked, ...styled, long: /full|long/.test(asked.dateStyle) };
  const wants = (keys: string[]) => keys.some((key) => asked[key] !== undefined);
  const missing =
    usual === 'date'
      ? !wants(DATE_KEYS)
      : usual === 'time'
        ? !wants(TIME_KEYS)
        : !wants(DATE_KEYS) && !wants(TIME_KEYS);
  const date = { year: 'numeric', month: 'numeric', day: 'numeric' };
  const time = { hour: 'numeric', minute: '2-digit', second: '2-digit' };
  if (!missing) return asked;
  return { ...asked, ...(usual === 'time' ? {} : date), ...(usual === 'date' ? {} : time) };
}

function format(value: Any, options: Any, usual: Usual): string {
  const date = value === undefined ? new Date() : new Date(value);
  if (Number.isNaN(date.getTime())) return 'Invalid Date';
  const o = resolved(options, usual);
  const day = datePart(date, o);
  const time = timePart(date, o);
  return [day, time].filter((part) => part !== '').join(o.long && time !== '' ? ' at ' : ', ');
}

function datePart(date: Date, o: Any): string {
  const year =
    o.year === undefined
      ? ''
      : o.year === '2-digit'
        ? two(date.getUTCFullYear() % 100)
        : String(date.getUTCFullYear());
  const dayOfMonth = date.getUTCDate();
  const day = o.day === undefined ? '' : o.day === '2-digit' ? two(dayOfMonth) : String(dayOfMonth);
  const dayName = DAYS[date.getUTCDay()];
  const weekday =
    o.weekday === undefined
      ? ''
      : o.weekday === 'long'
        ? dayName
        : dayName.slice(0, o.weekday === 'narrow' ? 1 : 3);
  const index = date.getUTCMonth();
  if (o.month === undefined || o.month === 'numeric' || o.month === '2-digit') {
    const month = o.month === undefined ? '' : o.month === '2-digit' ? two(index + 1) : String(index + 1);
    const numbers = [month, day, year].filter((part) => part !== '').join('/');
    return [weekday, numbers]
      .filter((part) => part !== '')
      .join(o.month === undefined && o.year === undefined ? ' ' : ', ');
  }
  const month = o.month === 'long' ? MONTHS[index] : MONTHS[index].slice(0, o.month === 'narrow' ? 1 : 3);
  const monthDay = day === '' ? month : `${month} ${day}`;
  const withYear = year === '' ? monthDay : `${monthDay}${day === '' ? ' ' : ', '}${year}`;
  return weekday === '' ? withYear : `${weekday}, ${withYear}`;
}

function timePart(date: Date, o: Any): string {
  const { hour, minute, second } = o;
  if (hour === undefined && minute === undefined && second === undefined) return '';
  const half = o.hour12 ?? !(o.hourCycle === 'h23' || o.hourCycle === 'h24');
  const hours = date.getUTCHours();
  const shown = half ? hours % 12 || 12 : hours;
  const parts: string[] = [];
  if (hour !== undefined) parts.push(hour === '2-digit' || !half ? two(shown) : String(shown));
  if (minute !== undefined)
    parts.push(
      parts.length > 0 || second !== undefined ? two(date.getUTCMinutes()) : String(date.getUTCMinutes()),
    );
  if (second !== undefined)
    parts.push(parts.length > 0 ? two(date.getUTCSeconds()) : String(date.getUTCSeconds()));
  let time = parts.join(':');
  if (o.fractionalSecondDigits)
    time += `.${String(date.getUTCMilliseconds()).padStart(3, '0').slice(0, o.fractionalSecondDigits)}`;
  if (hour !== undefined && half) time += hours < 12 ? ' AM' : ' PM';
  if (o.timeZoneName !== undefined)
    time += o.timeZoneName === 'long' ? ' Coordinated Universal Time' : ' UTC';
  return time;
}

/** Dates as en-US has them in UTC, whatever locale and zone are asked for. */
export class DateTimeFormat {
  #options: Any;
  constructor(_locale?: Any, options: Any = {}) {
    this.#options = { ...options };
  }
  format = (value?: Any): string => {
    const text = format(value, this.#options, this.#bare() ? 'date' : 'all');
    if (text === 'Invalid Date') throw new RangeError('Invalid time value');
    return text;
  };
  #bare(): boolean {
    return ![...DATE_KEYS, ...TIME_KEYS, 'dateStyle', 'timeStyle'].some(
      (key) => this.#options[key] !== undefined,
    );
  }
  formatToParts(value?: Any): Any[] {
    const kinds = ['month', 'day', 'year', 'hour', 'minute', 'second'];
    const parts = this.format(value).match(/\w+|\W+/g) ?? [];
    let at = 0;
    return parts.map((part) => ({
      type: /\w/.test(part) ? (/^[AP]M$/.test(part) ? 'dayPeriod' : kinds[at++]) : 'literal',
      value: part,
    }));
  }
  formatRange(from: Any, to: Any): string {
    return `${this.format(from)} – ${this.format(to)}`;
  }
  resolvedOptions(): Any {
    return {
      locale: 'en-US',
      calendar: 'gregory',
      numberingSystem: 'latn',
      timeZone: 'UTC',
      ...this.#options,
    };
  }
  static supportedLocalesOf(locales: Any): Any {
    return [locales].flat();
  }
}

export function installDates(): void {
  const add = (name: string, usual: Usual) =>
    Object.defineProperty(Date.prototype, name, {
      value(this: Any, _locale?: Any, options?: Any) {
        return format(this.getTime(), options, usual);
      },
      writable: true,
      configurable: true,
    });
  add('toLocaleString', 'all');
  add('toLocaleDateString', 'date');
  add('toLocaleTimeString', 'time');
}
