/** A golden function, its counterpart in a module in which everything is called otherwise, and whether that is right. */
export interface RenamedPair {
  readonly golden: string;
  readonly generated: string;
  readonly right: boolean;
}

export interface RenamedModule {
  readonly golden: string;
  readonly generated: string;
  readonly pairs: readonly RenamedPair[];
  /** Golden field → generated field; where one name has several, as `field: [..]`. */
  readonly fields: Readonly<Record<string, string | readonly string[]>>;
  readonly literals: Readonly<Record<string, string>>;
}

const right = (golden: string, generated: string): RenamedPair => ({ golden, generated, right: true });
const wrong = (golden: string, generated: string): RenamedPair => ({ golden, generated, right: false });

export const SHOP: RenamedModule = {
  golden: 'shop/golden.ts',
  generated: 'shop/generated.ts',
  pairs: [
    right('orderTotal', 'sumOfPurchase'),
    right('countByStatus', 'tallyStates'),
    right('completedRevenue', 'incomeOfDone'),
    right('advanceOrder', 'moveOn'),
    wrong('canCancel', 'isAbortable'),
    right('cancelOrder', 'abort'),
    right('addItem', 'putLine'),
    wrong('removeItem', 'dropLine'),
    right('discountRate', 'rebateFor'),
    right('discountedTotal', 'reducedSum'),
    right('shippingCost', 'deliveryFee'),
    right('splitBill', 'shareOfEach'),
    right('ordersOf', 'purchasesBy'),
    wrong('ordersBetween', 'purchasesWithin'),
    right('latestOrder', 'newestPurchase'),
    right('mailingList', 'newsletterAddresses'),
    right('promote', 'upgrade'),
    right('createTask', 'openTicket'),
    right('isOverdue', 'hasExpired'),
    right('sortTasks', 'byUrgency'),
    right('openTasksOf', 'pendingFor'),
    right('tagCounts', 'labelUsage'),
    wrong('progress', 'completion'),
    right('postpone', 'defer'),
    right('addMoney', 'plus'),
    right('convert', 'exchange'),
  ],
  fields: {
    id: ['key', 'clientNumber'],
    customerId: 'buyer',
    status: 'state',
    items: 'lines',
    placedAt: 'submittedOn',
    note: 'remark',
    sku: 'productCode',
    quantity: 'count',
    unitPrice: 'price',
    name: 'fullName',
    email: 'mail',
    tier: 'level',
    active: 'enabled',
    title: 'headline',
    priority: 'urgency',
    done: 'finished',
    dueDate: 'deadline',
    tags: 'labels',
    assignee: 'owner',
    amount: 'value',
    currency: 'unit',
    total: 'all',
    percent: 'ratio',
  },
  literals: {
    draft: 'open',
    placed: 'submitted',
    completed: 'done',
    cancelled: 'aborted',
    low: 'minor',
    medium: 'normal',
    high: 'critical',
    basic: 'standard',
    silver: 'plus',
    gold: 'premium',
    eur: 'EURO',
    usd: 'DOLLAR',
  },
};

export const TRACKER: RenamedModule = {
  golden: 'tracker/golden.js',
  generated: 'tracker/generated.js',
  pairs: [
    right('totalHours', 'hoursOfAll'),
    right('billableAmount', 'chargeFor'),
    right('startEntry', 'beginRecord'),
    right('stopEntry', 'finishRecord'),
    right('groupByProject', 'spansByJob'),
    wrong('overlaps', 'collide'),
    right('longest', 'biggest'),
    right('statusLabel', 'phaseCode'),
    right('invoiceNumber', 'billId'),
    wrong('roundUp', 'toQuarter'),
    right('markInvoiced', 'setBilled'),
    right('averageLength', 'meanSpan'),
  ],
  fields: { start: 'since', end: 'until', status: 'phase', billable: 'chargeable', project: 'job' },
  literals: { running: 'active', stopped: 'ended', invoiced: 'billed' },
};
