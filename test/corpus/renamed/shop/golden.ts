export type OrderStatus = 'draft' | 'placed' | 'completed' | 'cancelled';

export enum Priority {
  Low = 'low',
  Medium = 'medium',
  High = 'high',
}

export interface OrderItem {
  sku: string;
  quantity: number;
  unitPrice: number;
}

export interface Order {
  id: string;
  customerId: string;
  status: OrderStatus;
  items: OrderItem[];
  placedAt: Date;
  note?: string;
}

export interface Customer {
  id: string;
  name: string;
  email: string;
  tier: 'basic' | 'silver' | 'gold';
  active: boolean;
}

export interface Task {
  title: string;
  priority: Priority;
  done: boolean;
  dueDate: Date | null;
  tags: string[];
  assignee?: string;
}

export interface Money {
  amount: number;
  currency: 'eur' | 'usd';
}

const DAY = 24 * 60 * 60 * 1000;

/** Sum of all lines of an order. */
export function orderTotal(order: Order): number {
  return order.items.reduce((sum, item) => sum + item.quantity * item.unitPrice, 0);
}

/** How many orders are in each status. */
export function countByStatus(orders: Order[]): Record<OrderStatus, number> {
  const counts: Record<OrderStatus, number> = { draft: 0, placed: 0, completed: 0, cancelled: 0 };
  for (const order of orders) counts[order.status]++;
  return counts;
}

export function completedRevenue(orders: Order[]): number {
  return orders
    .filter((order) => order.status === 'completed')
    .reduce((sum, order) => sum + orderTotal(order), 0);
}

/** The order in its next status; finished ones stay. */
export function advanceOrder(order: Order): Order {
  switch (order.status) {
    case 'draft':
      return { ...order, status: 'placed' };
    case 'placed':
      return { ...order, status: 'completed' };
    default:
      return order;
  }
}

export function canCancel(status: OrderStatus): boolean {
  return status === 'draft' || status === 'placed';
}

export function cancelOrder(order: Order, reason: string): Order {
  if (!canCancel(order.status)) throw new RangeError(`An order that is ${order.status} cannot be cancelled`);
  return { ...order, status: 'cancelled', note: reason };
}

export function addItem(order: Order, item: OrderItem): Order {
  const known = order.items.find((each) => each.sku === item.sku);
  if (known === undefined) return { ...order, items: [...order.items, item] };
  return {
    ...order,
    items: order.items.map((each) =>
      each.sku === item.sku ? { ...each, quantity: each.quantity + item.quantity } : each,
    ),
  };
}

export function removeItem(order: Order, sku: string): Order {
  return { ...order, items: order.items.filter((item) => item.sku !== sku) };
}

/** Share that a customer's tier takes off. */
export function discountRate(tier: Customer['tier']): number {
  if (tier === 'gold') return 0.15;
  return tier === 'silver' ? 0.05 : 0;
}

export function discountedTotal(order: Order, customer: Customer): number {
  const total = orderTotal(order);
  return customer.active ? total * (1 - discountRate(customer.tier)) : total;
}

export function shippingCost(weight: number, distance: number, express: boolean): number {
  const base = 4 + weight * 0.5 + distance * 0.02;
  return express ? base * 2 : base;
}

export function splitBill(total: number, people: number, tipPercent: number): number {
  if (people < 1) throw new RangeError('at least one must pay');
  return (total * (1 + tipPercent / 100)) / people;
}

export function ordersOf(orders: Order[], customerId: string): Order[] {
  return orders.filter((order) => order.customerId === customerId);
}

export function ordersBetween(orders: Order[], from: Date, to: Date): Order[] {
  return orders.filter((order) => order.placedAt >= from && order.placedAt < to);
}

export function latestOrder(orders: Order[]): Order | null {
  let latest: Order | null = null;
  for (const order of orders) if (latest === null || order.placedAt > latest.placedAt) latest = order;
  return latest;
}

/** Customers that may be written to, by name. */
export function mailingList(customers: Customer[]): string[] {
  return customers
    .filter((customer) => customer.active && customer.email.includes('@'))
    .map((customer) => customer.email.toLowerCase())
    .sort();
}

export function promote(customer: Customer): Customer {
  const next = customer.tier === 'basic' ? 'silver' : 'gold';
  return { ...customer, tier: next };
}

export function createTask(title: string, priority: Priority, tags: string[]): Task {
  return { title: title.trim(), priority, done: false, dueDate: null, tags };
}

export function isOverdue(task: Task, now: Date): boolean {
  return !task.done && task.dueDate !== null && task.dueDate.getTime() < now.getTime();
}

const RANK: Record<Priority, number> = { [Priority.Low]: 0, [Priority.Medium]: 1, [Priority.High]: 2 };

/** Most urgent first; the order of equals stays. */
export function sortTasks(tasks: Task[]): Task[] {
  return [...tasks].sort((a, b) => RANK[b.priority] - RANK[a.priority]);
}

export function openTasksOf(tasks: Task[], assignee: string): Task[] {
  return tasks.filter((task) => !task.done && task.assignee === assignee);
}

export function tagCounts(tasks: Task[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const task of tasks) for (const tag of task.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return counts;
}

export function progress(tasks: Task[]): { done: number; total: number; percent: number } {
  const done = tasks.filter((task) => task.done).length;
  return {
    done,
    total: tasks.length,
    percent: tasks.length === 0 ? 0 : Math.round((done / tasks.length) * 100),
  };
}

export function postpone(task: Task, days: number): Task {
  if (task.dueDate === null) return task;
  return { ...task, dueDate: new Date(task.dueDate.getTime() + days * DAY) };
}

export function addMoney(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new TypeError('currencies differ');
  return { amount: a.amount + b.amount, currency: a.currency };
}

export function convert(money: Money, rate: number): Money {
  return {
    amount: Math.round(money.amount * rate * 100) / 100,
    currency: money.currency === 'eur' ? 'usd' : 'eur',
  };
}
