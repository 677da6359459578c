const spanOf = (record) => record.until - record.since;

exports.hoursOfAll = (records) =>
  records.filter((record) => record.phase !== 'active').reduce((hours, record) => hours + spanOf(record), 0);

exports.chargeFor = ({ hourly, records }) => {
  let charge = 0;
  for (const record of records) if (record.chargeable) charge += spanOf(record) * hourly;
  return charge;
};

exports.beginRecord = (since, job) => ({ chargeable: true, job, phase: 'active', since, until: null });

exports.finishRecord = (record, until) => {
  if (record.phase === 'active') return { ...record, until, phase: 'ended' };
  throw new Error('it has ended already');
};

exports.spansByJob = (records) =>
  records.reduce((spans, record) => {
    const own = spans[record.job] || [];
    own.push(spanOf(record));
    return { ...spans, [record.job]: own };
  }, {});

// Wrong: records that only touch do not collide.
exports.collide = (one, other) => one.since <= other.until && other.since <= one.until;

exports.biggest = (records) => {
  if (records.length === 0) return null;
  return records.reduce((top, record) => (spanOf(record) > spanOf(top) ? record : top));
};

exports.phaseCode = (phase) => ['active', 'ended', 'billed'].indexOf(phase) + 1;

exports.billId = ({ letters, annum, counter }) => `${letters}-${annum}-${`${counter}`.padStart(4, '0')}`;

// Wrong: rounds to the nearest.
exports.toQuarter = (duration, raster) => Math.round(duration / raster) * raster;

exports.setBilled = (records) => {
  const changed = [];
  for (const record of records) {
    if (record.phase === 'ended') changed.push(Object.assign({}, record, { phase: 'billed' }));
    else changed.push(record);
  }
  return changed;
};

exports.meanSpan = (records) =>
  records.length ? records.map(spanOf).reduce((a, b) => a + b) / records.length : 0;
