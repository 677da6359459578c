const LOW = 5;

function totalValue(products) {
  return products.reduce((sum, product) => sum + product.price * product.stock, 0);
}

function lowStock(products) {
  return products
    .filter((product) => product.stock < LOW && product.state === 'listed')
    .map((product) => product.name);
}

function applyDiscount(product, percent) {
  const price = Math.round(product.price * (100 - percent)) / 100;
  return { ...product, price };
}

function createProduct(name, price, stock) {
  return { name, price, stock, state: stock > 0 ? 'listed' : 'soldOut', weight: 0 };
}

function sell(product, count) {
  if (count > product.stock) throw new RangeError('not enough');
  const stock = product.stock - count;
  return { ...product, stock, state: stock === 0 ? 'soldOut' : product.state };
}

function restock(product, count) {
  return { ...product, stock: product.stock + count, state: 'listed' };
}

function cheapest(products) {
  let found = null;
  for (const product of products) {
    if (product.state !== 'listed') continue;
    if (!found || product.price < found.price) found = product;
  }
  return found;
}

function namesByPrice(products) {
  return products
    .slice()
    .sort((a, b) => a.price - b.price)
    .map((product) => product.name);
}

function shipmentWeight(lines) {
  let sum = 0;
  for (const line of lines) sum += line.product.weight * line.count;
  return sum;
}

function countStates(products) {
  const counts = { listed: 0, soldOut: 0, retired: 0 };
  for (const product of products) counts[product.state] += 1;
  return counts;
}

function retire(products, name) {
  return products.map((product) => (product.name === name ? { ...product, state: 'retired' } : product));
}

function margin(cost, price) {
  return price === 0 ? 0 : (price - cost) / price;
}

module.exports = {
  totalValue,
  lowStock,
  applyDiscount,
  createProduct,
  sell,
  restock,
  cheapest,
  namesByPrice,
  shipmentWeight,
  countStates,
  retire,
  margin,
};
