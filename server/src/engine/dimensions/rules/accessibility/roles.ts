/** Names of WAI-ARIA 1.2 (W3C Recommendation 2023-06-06), with its DPUB and Graphics modules. */

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** States and properties (§6.6), without `aria-`. */
export const ARIA_ATTRIBUTES = words(`
  activedescendant atomic autocomplete braillelabel brailleroledescription busy checked colcount colindex
  colindextext colspan controls current describedby description details disabled dropeffect errormessage
  expanded flowto grabbed haspopup hidden invalid keyshortcuts label labelledby level live modal multiline
  multiselectable orientation owns placeholder posinset pressed readonly relevant required roledescription
  rowcount rowindex rowindextext rowspan selected setsize sort valuemax valuemin valuenow valuetext`);

/** Those that may be said only as true or false. */
export const ARIA_BOOLEANS = words('atomic busy disabled modal multiline multiselectable readonly required');

/** Those that take one of a few words. */
export const ARIA_TOKENS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['autocomplete', words('inline list both none')],
  ['checked', words('true false mixed undefined')],
  ['current', words('page step location date time true false')],
  ['expanded', words('true false undefined')],
  ['haspopup', words('false true menu listbox tree grid dialog')],
  ['hidden', words('true false undefined')],
  ['invalid', words('grammar false spelling true')],
  ['live', words('assertive off polite')],
  ['orientation', words('horizontal vertical undefined')],
  ['pressed', words('true false mixed undefined')],
  ['selected', words('true false undefined')],
  ['sort', words('ascending descending none other')],
]);

/** Roles that authors may use (§5.4); abstract ones are not among them. */
export const ROLES = words(`
  alert alertdialog application article banner blockquote button caption cell checkbox code columnheader
  combobox complementary contentinfo definition deletion dialog directory document emphasis feed figure form
  generic grid gridcell group heading img insertion link list listbox listitem log main marquee math menu
  menubar menuitem menuitemcheckbox menuitemradio meter navigation none note option paragraph presentation
  progressbar radio radiogroup region row rowgroup rowheader scrollbar search searchbox separator slider
  spinbutton status strong subscript superscript switch tab table tablist tabpanel term textbox time timer
  toolbar tooltip tree treegrid treeitem image comment mark suggestion
  graphics-document graphics-object graphics-symbol
  doc-abstract doc-acknowledgments doc-afterword doc-appendix doc-backlink doc-biblioentry doc-bibliography
  doc-biblioref doc-chapter doc-colophon doc-conclusion doc-cover doc-credit doc-credits doc-dedication
  doc-endnote doc-endnotes doc-epigraph doc-epilogue doc-errata doc-example doc-footnote doc-foreword
  doc-glossary doc-glossref doc-index doc-introduction doc-noteref doc-notice doc-pagebreak doc-pagefooter
  doc-pageheader doc-pagelist doc-part doc-preface doc-prologue doc-pullquote doc-qna doc-subtitle doc-tip
  doc-toc`);

/** Widgets that a user acts on. */
export const INTERACTIVE_ROLES = words(`
  button checkbox combobox gridcell link listbox menuitem menuitemcheckbox menuitemradio option radio scrollbar
  searchbox slider spinbutton switch tab textbox treeitem`);

/** What a role can't do without, unless the element has it by itself. */
export const REQUIRED_ATTRIBUTES: ReadonlyMap<string, readonly string[]> = new Map([
  ['checkbox', ['aria-checked']],
  ['combobox', ['aria-expanded']],
  ['heading', ['aria-level']],
  ['menuitemcheckbox', ['aria-checked']],
  ['menuitemradio', ['aria-checked']],
  ['meter', ['aria-valuenow']],
  ['radio', ['aria-checked']],
  ['scrollbar', ['aria-controls', 'aria-valuenow']],
  ['slider', ['aria-valuenow']],
  ['switch', ['aria-checked']],
]);

/** Roles that elements have by themselves (HTML-AAM), where that depends on nothing else. */
export const IMPLICIT_ROLES: ReadonlyMap<string, string> = new Map([
  ['article', 'article'],
  ['aside', 'complementary'],
  ['button', 'button'],
  ['dialog', 'dialog'],
  ['fieldset', 'group'],
  ['figure', 'figure'],
  ['form', 'form'],
  ['h1', 'heading'],
  ['h2', 'heading'],
  ['h3', 'heading'],
  ['h4', 'heading'],
  ['h5', 'heading'],
  ['h6', 'heading'],
  ['hr', 'separator'],
  ['main', 'main'],
  ['nav', 'navigation'],
  ['option', 'option'],
  ['output', 'status'],
  ['progress', 'progressbar'],
  ['table', 'table'],
  ['textarea', 'textbox'],
]);

/** Html elements that take focus and keys by themselves. */
export const INTERACTIVE_TAGS = words(
  'a area button details dialog embed iframe input label object option select summary textarea',
);
