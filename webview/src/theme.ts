/**
 * Tells the style sheet whether the page is light or dark and how much contrast it needs: by the class that VS Code
 * gives the body, else by the system; and follows when that changes. The toolkit's controls look anew whenever the
 * body's class changes.
 */
export function followTheme(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => {
    const { classList } = document.body;
    const isEditor = [...classList].some((name) => name.startsWith('vscode-'));
    const isContrast =
      classList.contains('vscode-high-contrast') || classList.contains('vscode-high-contrast-light');
    const isDark = isEditor
      ? classList.contains('vscode-dark') ||
        (classList.contains('vscode-high-contrast') && !classList.contains('vscode-high-contrast-light'))
      : dark.matches;
    const { dataset } = document.documentElement;
    if (isEditor) dataset.host = 'editor';
    dataset.theme = isDark ? 'dark' : 'light';
    if (isContrast) dataset.contrast = 'more';
    else delete dataset.contrast;
  };
  apply();
  new MutationObserver(apply).observe(document.body, { attributeFilter: ['class'] });
  dark.addEventListener('change', () => {
    apply();
    document.body.classList.toggle('fern-theme');
  });
}
