class Missing extends RangeError {}

function worth(articles) {
  let sum = 0;
  articles.forEach(({ amount, cents }) => {
    sum += amount * cents;
  });
  return sum;
}

function runningOut(articles) {
  const titles = [];
  for (const article of articles) {
    if (article.status !== 'onSale') continue;
    if (article.amount < 5) titles.push(article.title);
  }
  return titles;
}

function reduced(rebate, article) {
  return { ...article, cents: Math.round(article.cents * (100 - rebate)) / 100 };
}

function newArticle({ title, cents, amount }) {
  return { amount, cents, grams: 0, status: amount > 0 ? 'onSale' : 'gone', title };
}

function take(article, howMany) {
  const left = article.amount - howMany;
  if (left < 0) throw new RangeError('too many');
  return { ...article, amount: left, status: left > 0 ? article.status : 'gone' };
}

// Wrong: what was gone is not on sale again.
function fill(article, howMany) {
  return { ...article, amount: article.amount + howMany };
}

function bargain(articles) {
  return articles
    .filter((article) => article.status === 'onSale')
    .reduce((best, article) => (best === null || article.cents < best.cents ? article : best), null);
}

// Wrong: dearest first.
function titlesInOrder(articles) {
  return [...articles].sort((x, y) => y.cents - x.cents).map(({ title }) => title);
}

function load(positions) {
  return positions.map(({ article, howMany }) => article.grams * howMany).reduce((a, b) => a + b, 0);
}

function tally(articles) {
  const result = { onSale: 0, gone: 0, withdrawn: 0 };
  articles.forEach((article) => {
    result[article.status]++;
  });
  return result;
}

function withdraw(title, articles) {
  const result = [];
  for (const article of articles) {
    if (article.title !== title) result.push(article);
    else result.push({ ...article, status: 'withdrawn' });
  }
  return result;
}

function gain(sold, bought) {
  if (sold === 0) return 0;
  return (sold - bought) / sold;
}

module.exports = {
  Missing,
  bargain,
  fill,
  gain,
  load,
  newArticle,
  reduced,
  runningOut,
  take,
  tally,
  titlesInOrder,
  withdraw,
  worth,
};
