export type PurchaseState = 'open' | 'submitted' | 'done' | 'aborted';

export type Urgency = 'minor' | 'normal' | 'critical';

export type Level = 'standard' | 'plus' | 'premium';

export interface LineEntry {
  count: number;
  productCode: string;
  price: number;
}

export interface Purchase {
  key: string;
  buyer: string;
  lines: LineEntry[];
  state: PurchaseState;
  submittedOn: Date;
  remark?: string;
}

export interface Client {
  clientNumber: string;
  fullName: string;
  mail: string;
  enabled: boolean;
  level: Level;
}

export interface Ticket {
  headline: string;
  urgency: Urgency;
  finished: boolean;
  deadline: Date | null;
  labels: string[];
  owner?: string;
}

export interface Price {
  value: number;
  unit: 'EURO' | 'DOLLAR';
}

export const sumOfPurchase = (purchase: Purchase): number => {
  let sum = 0;
  for (const { count, price } of purchase.lines) sum += count * price;
  return sum;
};

export const tallyStates = (purchases: Purchase[]): Record<PurchaseState, number> => {
  const tally = { open: 0, submitted: 0, done: 0, aborted: 0 };
  purchases.forEach((purchase) => {
    tally[purchase.state] += 1;
  });
  return tally;
};

export const incomeOfDone = (purchases: Purchase[]): number => {
  let income = 0;
  for (const purchase of purchases) {
    if (purchase.state !== 'done') continue;
    income += sumOfPurchase(purchase);
  }
  return income;
};

const FOLLOWING: Partial<Record<PurchaseState, PurchaseState>> = { open: 'submitted', submitted: 'done' };

export const moveOn = (purchase: Purchase): Purchase => {
  const state = FOLLOWING[purchase.state];
  return state ? { ...purchase, state } : purchase;
};

// Wrong: what has been submitted can be aborted too.
export const isAbortable = (state: PurchaseState): boolean => state === 'open';

export const abort = (cause: string, purchase: Purchase): Purchase => {
  if (purchase.state === 'done' || purchase.state === 'aborted') {
    throw new RangeError(`Too late to abort: ${purchase.state}`);
  }
  return { ...purchase, state: 'aborted', remark: cause };
};

export const putLine = (purchase: Purchase, line: LineEntry): Purchase => {
  const lines = purchase.lines.slice();
  let found = false;
  for (let i = 0; i < lines.length; i++) {
    if (lines[i].productCode === line.productCode) {
      lines[i] = { ...lines[i], count: lines[i].count + line.count };
      found = true;
    }
  }
  if (!found) lines.push(line);
  return { ...purchase, lines };
};

// Wrong: takes off the first line only.
export const dropLine = (purchase: Purchase, productCode: string): Purchase => {
  const at = purchase.lines.findIndex((line) => line.productCode === productCode);
  if (at < 0) return purchase;
  return { ...purchase, lines: [...purchase.lines.slice(0, at), ...purchase.lines.slice(at + 1)] };
};

const REBATES: Record<Level, number> = { standard: 0, plus: 0.05, premium: 0.15 };

export const rebateFor = (level: Level): number => REBATES[level];

export const reducedSum = ({ client, purchase }: { client: Client; purchase: Purchase }): number => {
  const sum = sumOfPurchase(purchase);
  if (!client.enabled) return sum;
  return sum - sum * rebateFor(client.level);
};

export interface Parcel {
  fast: boolean;
  kilograms: number;
  kilometres: number;
}

export const deliveryFee = ({ fast, kilograms, kilometres }: Parcel): number => {
  const fee = 4 + kilograms / 2 + kilometres / 50;
  return fast ? 2 * fee : fee;
};

export const shareOfEach = (guests: number, sum: number, gratuity: number): number => {
  if (guests < 1) throw new RangeError('nobody pays');
  const all = sum + (sum * gratuity) / 100;
  return all / guests;
};

export const purchasesBy = (buyer: string, purchases: Purchase[]): Purchase[] => {
  const own: Purchase[] = [];
  for (const purchase of purchases) if (purchase.buyer === buyer) own.push(purchase);
  return own;
};

// Wrong: the end belongs to it.
export const purchasesWithin = (purchases: Purchase[], start: Date, end: Date): Purchase[] =>
  purchases.filter(({ submittedOn }) => submittedOn >= start && submittedOn <= end);

export const newestPurchase = (purchases: Purchase[]): Purchase | null =>
  purchases.reduce<Purchase | null>(
    (best, each) => (best !== null && best.submittedOn >= each.submittedOn ? best : each),
    null,
  );

export const newsletterAddresses = (clients: Client[]): string[] => {
  const addresses: string[] = [];
  for (const { mail, enabled } of clients) {
    if (enabled && mail.indexOf('@') >= 0) addresses.push(mail.toLowerCase());
  }
  return addresses.sort();
};

export const upgrade = (client: Client): Client => ({
  ...client,
  level: client.level === 'standard' ? 'plus' : 'premium',
});

export interface TicketDraft {
  headline: string;
  labels: string[];
  urgency: Urgency;
}

export const openTicket = (draft: TicketDraft): Ticket => ({
  deadline: null,
  finished: false,
  headline: draft.headline.trim(),
  labels: draft.labels,
  urgency: draft.urgency,
});

export const hasExpired = (ticket: Ticket, today: Date): boolean => {
  if (ticket.finished || !ticket.deadline) return false;
  return ticket.deadline.getTime() < today.getTime();
};

const ORDER: Urgency[] = ['critical', 'normal', 'minor'];

export const byUrgency = (tickets: Ticket[]): Ticket[] =>
  ORDER.flatMap((urgency) => tickets.filter((ticket) => ticket.urgency === urgency));

export const pendingFor = (tickets: Ticket[], owner: string): Ticket[] =>
  tickets.filter((ticket) => ticket.owner === owner && !ticket.finished);

export const labelUsage = (tickets: Ticket[]): Map<string, number> => {
  const usage = new Map<string, number>();
  for (const label of tickets.flatMap((ticket) => ticket.labels)) {
    const before = usage.get(label) || 0;
    usage.set(label, before + 1);
  }
  return usage;
};

// Wrong: cuts the share instead of rounding it.
export const completion = (tickets: Ticket[]): { finished: number; all: number; ratio: number } => {
  const all = tickets.length;
  let finished = 0;
  for (const ticket of tickets) if (ticket.finished) finished++;
  return { finished, all, ratio: all > 0 ? Math.floor((100 * finished) / all) : 0 };
};

export const defer = (ticket: Ticket, dayCount: number): Ticket => {
  if (!ticket.deadline) return ticket;
  const deadline = new Date(ticket.deadline.getTime());
  deadline.setTime(deadline.getTime() + dayCount * 86_400_000);
  return { ...ticket, deadline };
};

export const plus = (left: Price, right: Price): Price => {
  if (left.unit !== right.unit) throw new TypeError('cannot add');
  return { unit: left.unit, value: left.value + right.value };
};

export const exchange = (price: Price, factor: number): Price => {
  const unit = price.unit === 'EURO' ? 'DOLLAR' : 'EURO';
  return { value: Math.round(price.value * factor * 100) / 100, unit };
};
