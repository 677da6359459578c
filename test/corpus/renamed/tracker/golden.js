/** Hours that entries add up to; entries without an end run on. */
function totalHours(entries) {
  let sum = 0;
  for (const entry of entries) {
    if (entry.status === 'running') continue;
    sum += entry.end - entry.start;
  }
  return sum;
}

function billableAmount(entries, rate) {
  return entries.reduce((sum, entry) => (entry.billable ? sum + (entry.end - entry.start) * rate : sum), 0);
}

function startEntry(project, start) {
  return { project: project, start: start, end: null, billable: true, status: 'running' };
}

function stopEntry(entry, end) {
  if (entry.status !== 'running') throw new Error('not running');
  return Object.assign({}, entry, { end: end, status: 'stopped' });
}

function groupByProject(entries) {
  const groups = {};
  for (const entry of entries) {
    if (!groups[entry.project]) groups[entry.project] = [];
    groups[entry.project].push(entry.end - entry.start);
  }
  return groups;
}

function overlaps(a, b) {
  return a.start < b.end && b.start < a.end;
}

function longest(entries) {
  let best = null;
  for (const entry of entries) {
    if (best === null || entry.end - entry.start > best.end - best.start) best = entry;
  }
  return best;
}

function statusLabel(status) {
  switch (status) {
    case 'running':
      return 1;
    case 'stopped':
      return 2;
    case 'invoiced':
      return 3;
    default:
      return 0;
  }
}

function invoiceNumber(prefix, year, sequence) {
  return prefix + '-' + year + '-' + String(sequence).padStart(4, '0');
}

function roundUp(minutes, step) {
  return Math.ceil(minutes / step) * step;
}

function markInvoiced(entries) {
  return entries.map((entry) => (entry.status === 'stopped' ? { ...entry, status: 'invoiced' } : entry));
}

function averageLength(entries) {
  if (entries.length === 0) return 0;
  let sum = 0;
  for (const entry of entries) sum += entry.end - entry.start;
  return sum / entries.length;
}

module.exports = {
  totalHours,
  billableAmount,
  startEntry,
  stopEntry,
  groupByProject,
  overlaps,
  longest,
  statusLabel,
  invoiceNumber,
  roundUp,
  markInvoiced,
  averageLength,
};
