// Scripts that run in the page. They are texts, because tests are compiled without the browser's types.

/** Types into the first filter; answers how many milliseconds the page took, layout included. */
export const TYPE_A_FILTER = `(() => {
  const input = document.querySelector('input[type=search]');
  const before = performance.now();
  input.value = 'file-29';
  input.dispatchEvent(new Event('input', { bubbles: true }));
  document.body.getBoundingClientRect();
  return performance.now() - before;
})()`;

/** Texts whose contrast is under 4.5 to 1 (WCAG 2.2, 1.4.3), measured on the nearest opaque background. */
export const POOR_CONTRAST = `(() => {
  const channels = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = (color) => {
    const [r = 0, g = 0, b = 0] = channels(color).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const background = (element) => {
    if (element === null) return 'rgb(255, 255, 255)';
    const color = getComputedStyle(element).backgroundColor;
    return channels(color)[3] === 0 ? background(element.parentElement) : color;
  };
  const poor = new Set();
  for (const element of document.querySelectorAll('main *')) {
    const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '');
    if (!text || element.disabled) continue;
    const [a, b] = [luminance(getComputedStyle(element).color), luminance(background(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.add(element.className + ': ' + ratio.toFixed(2));
  }
  return [...poor];
})()`;
