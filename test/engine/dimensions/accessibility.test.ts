import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { accessibility } from '../../../server/src/engine/dimensions/accessibility.ts';
import { evaluate, placesOf, type RuleCase, rulesOf } from './quality.ts';

/** JSX to be put into a component. */
const CASES: readonly RuleCase[] = [
  {
    rule: 'accessibility/alt-text',
    found: ['<img src="a.png" />', '<input type="image" src="go.png" />', '<span role="img">★</span>'],
    silent: [
      '<img src="a.png" alt="A cat" />',
      '<img src="a.png" alt="" />',
      '<img {...props} />',
      '<img src="a.png" aria-hidden="true" />',
      '<Image src="a.png" />',
      '<svg role="img"><title>Cat</title></svg>',
      '<span role="img" aria-label={name}>★</span>',
    ],
  },
  {
    rule: 'accessibility/redundant-alt',
    found: ['<img alt="Photo of a cat" />', '<img alt="image" />', '<img alt={"A picture of us"} />'],
    silent: ['<img alt="A cat" />', '<img alt={text} />', '<img alt="Photography course" />'],
  },
  {
    rule: 'accessibility/control-name',
    found: [
      '<button onClick={go} />',
      '<button><svg><path d="M0" /></svg></button>',
      '<a href="/x"><img src="a.png" alt="" /></a>',
      '<button><i className="icon" aria-hidden="true" /></button>',
      '<button>{open && <span aria-hidden="true">x</span>}</button>',
    ],
    silent: [
      '<button>Go</button>',
      '<button aria-label="Go" />',
      '<button>{label}</button>',
      '<button><Icon name="go" /></button>',
      '<a href="/x"><img src="a.png" alt="Home" /></a>',
      '<button {...rest} />',
      '<button title="Go"><svg /></button>',
      '<button><svg><title>Go</title></svg></button>',
    ],
  },
  {
    rule: 'accessibility/symbol-name',
    found: ['<button onClick={close}>×</button>', '<button>{"+"}</button>', '<a href="/n">»</a>'],
    silent: [
      '<button aria-label="Close">×</button>',
      '<button>Close ×</button>',
      '<button>{page}</button>',
      '<span>×</span>',
    ],
  },
  {
    rule: 'accessibility/input-label',
    found: [
      '<input value={a} onChange={f} />',
      '<div><label htmlFor="other">A</label><input id="own" /></div>',
      '<select><option>A</option></select>',
      '<textarea placeholder="Your text" />',
    ],
    silent: [
      '<label>Name <input /></label>',
      '<div><label htmlFor="name">Name</label><input id="name" /></div>',
      '<div><label htmlFor={id}>Name</label><input id={id} /></div>',
      '<input aria-label="Name" />',
      '<input type="hidden" value="1" />',
      '<input type="submit" value="Go" />',
      '<input {...field} />',
      '<FormControl><input /></FormControl>',
    ],
  },
  {
    rule: 'accessibility/label-control',
    found: [
      '<label>Name</label>',
      '<div><label>Name</label><input aria-label="x" /></div>',
      '<label><b>Name</b></label>',
    ],
    silent: [
      '<label htmlFor="a">Name</label>',
      '<label>Name <input /></label>',
      '<label>Name <TextBox /></label>',
      '<label>{children}</label>',
      '<label {...props}>Name</label>',
    ],
  },
  {
    rule: 'accessibility/iframe-title',
    found: ['<iframe src="/a" />', '<iframe title="" />', '<iframe src={url}></iframe>'],
    silent: ['<iframe title="Map" />', '<iframe title={name} />', '<iframe {...props} />'],
  },
  {
    rule: 'accessibility/dialog-name',
    found: [
      '<div role="dialog">Sure?</div>',
      '<dialog open>Sure?</dialog>',
      '<div role="alertdialog" aria-modal="true" />',
    ],
    silent: [
      '<div role="dialog" aria-label="Delete" />',
      '<dialog aria-labelledby={id} />',
      '<Dialog>Sure?</Dialog>',
    ],
  },
  {
    rule: 'accessibility/heading-content',
    found: ['<h1 />', '<h2></h2>', '<h3><span aria-hidden="true">x</span></h3>'],
    silent: ['<h1>Title</h1>', '<h2>{title}</h2>', '<h3 dangerouslySetInnerHTML={{ __html: "x" }} />'],
  },
  {
    rule: 'accessibility/click-keyboard',
    found: [
      '<div onClick={open}>Open</div>',
      '<li onClick={() => pick(1)}>One</li>',
      '<span role="button" onClick={open} />',
    ],
    silent: [
      '<button onClick={open}>Open</button>',
      '<div role="button" tabIndex={0} onClick={open} onKeyDown={key} />',
      '<Card onClick={open} />',
      '<div onClick={(event) => event.stopPropagation()}>x</div>',
      '<div {...props} onClick={open} />',
      '<div role="presentation" onClick={close} />',
      '<label onClick={f}>a <input /></label>',
    ],
  },
  {
    rule: 'accessibility/click-role',
    found: [
      '<div onClick={open} onKeyDown={key}>Open</div>',
      '<div role="button" onClick={open} onKeyDown={key}>Open</div>',
      '<span onClick={open} onKeyUp={key} />',
    ],
    silent: [
      '<div role="button" tabIndex={0} onClick={open} onKeyDown={key} />',
      '<div role={role} onClick={open} onKeyDown={key} />',
      '<button onClick={open} onKeyDown={key}>Open</button>',
    ],
  },
  {
    rule: 'accessibility/anchor-href',
    found: [
      '<a onClick={go}>Go</a>',
      '<a href="#" onClick={go}>Go</a>',
      `<a href="${'java'}script:void(0)">Go</a>`,
    ],
    silent: [
      '<a href="/go">Go</a>',
      '<a href="#part">Go</a>',
      '<a href={url}>Go</a>',
      '<a id="top" />',
      '<Link><a>Go</a></Link>',
      '<a {...props}>Go</a>',
    ],
  },
  {
    rule: 'accessibility/tabindex-positive',
    found: [
      '<div tabIndex={1} />',
      '<input aria-label="a" tabIndex="2" />',
      '<a href="/" tabIndex={5}>x</a>',
    ],
    silent: ['<div tabIndex={0} />', '<div tabIndex={-1} />', '<div tabIndex={index} />'],
  },
  {
    rule: 'accessibility/no-autofocus',
    found: [
      '<input aria-label="a" autoFocus />',
      '<input aria-label="a" autoFocus={true} />',
      '<button autoFocus>x</button>',
    ],
    silent: [
      '<input aria-label="a" autoFocus={false} />',
      '<dialog aria-label="d"><input autoFocus /></dialog>',
      '<Modal><input autoFocus /></Modal>',
      '<input autoFocus={open} />',
    ],
  },
  {
    rule: 'accessibility/mouse-only',
    found: [
      '<div onMouseOver={show} />',
      '<span onMouseOut={hide} />',
      '<button onMouseOver={show}>x</button>',
    ],
    silent: [
      '<div onMouseOver={show} onFocus={show} />',
      '<div onMouseEnter={load} />',
      '<Tip onMouseOver={show} />',
    ],
  },
  {
    rule: 'accessibility/access-key',
    found: [
      '<button accessKey="s">Save</button>',
      '<a href="/" accessKey="h">Home</a>',
      '<input aria-label="x" accessKey={key} />',
    ],
    silent: [
      '<button>Save</button>',
      '<Button accessKey="s" />',
      '<button data-access-key="s">Save</button>',
    ],
  },
  {
    rule: 'accessibility/hidden-focusable',
    found: [
      '<button aria-hidden="true">x</button>',
      '<div aria-hidden tabIndex={0} />',
      '<a href="/x" aria-hidden={true}>x</a>',
    ],
    silent: [
      '<button aria-hidden="true" tabIndex={-1}>x</button>',
      '<span aria-hidden="true">x</span>',
      '<button aria-hidden={hidden}>x</button>',
    ],
  },
  {
    rule: 'accessibility/aria-attribute',
    found: ['<div aria-labeledby="a" />', '<p aria-role="x" />', '<Box aria-visible />'],
    silent: [
      '<div aria-labelledby="a" />',
      '<p aria-live="polite" />',
      '<div ariaLabel="x" />',
      '<p aria-description="x" />',
    ],
  },
  {
    rule: 'accessibility/aria-value',
    found: [
      '<div aria-expanded="yes" />',
      '<p aria-live="loud" />',
      '<div aria-busy="1" />',
      '<a href="/" aria-current="here">x</a>',
    ],
    silent: [
      '<div aria-expanded={open} />',
      '<p aria-live="polite" />',
      '<div aria-busy />',
      '<a href="/" aria-current="page">x</a>',
      '<div aria-label="yes" />',
    ],
  },
  {
    rule: 'accessibility/valid-role',
    found: ['<div role="buton" />', '<div role="widget" />', '<div role="" />'],
    silent: [
      '<div role="button" />',
      '<div role={role} />',
      '<div role="doc-toc" />',
      '<Box role="card" />',
      '<div role="fancy list" />',
    ],
  },
  {
    rule: 'accessibility/role-attributes',
    found: ['<div role="checkbox" tabIndex={0} />', '<div role="slider" />', '<div role="heading">x</div>'],
    silent: [
      '<div role="checkbox" aria-checked={on} />',
      '<input type="checkbox" role="switch" aria-label="a" />',
      '<div role="heading" aria-level={2}>x</div>',
      '<div role="slider" {...p} />',
    ],
  },
  {
    rule: 'accessibility/redundant-role',
    found: ['<button role="button">x</button>', '<nav role="navigation" />', '<main role="main" />'],
    silent: ['<button role="tab">x</button>', '<ul role="list" />', '<div role="main" />'],
  },
  {
    rule: 'accessibility/conflicting-role',
    found: [
      '<button role="img" aria-label="x">x</button>',
      '<a href="/x" role="heading">x</a>',
      '<input role="presentation" aria-label="a" />',
    ],
    silent: [
      '<button role="tab">x</button>',
      '<a href="/x" role="button">x</a>',
      '<div role="img" aria-label="x" />',
    ],
  },
  {
    rule: 'accessibility/html-lang',
    found: ['<html><body /></html>', '<html lang=""><body /></html>', '<html className="x" />'],
    silent: ['<html lang="en" />', '<html lang={locale} />', '<html {...props} />'],
  },
  {
    rule: 'accessibility/media-captions',
    found: [
      '<video src="a.mp4" />',
      '<video controls><source src="a.mp4" /></video>',
      '<video src={url}></video>',
    ],
    silent: [
      '<video src="a.mp4" muted />',
      '<video><track kind="captions" /></video>',
      '<video>{tracks}</video>',
      '<video {...props} />',
    ],
  },
  {
    rule: 'accessibility/distracting-element',
    found: ['<marquee>x</marquee>', '<blink>x</blink>', '<div><marquee /></div>'],
    silent: ['<Marquee>x</Marquee>', '<p>marquee</p>', '<div className="blink" />'],
  },
  {
    rule: 'accessibility/duplicate-id',
    found: [
      '<div><p id="a" /><p id="a" /></div>',
      '<><b id="x" /><i><u id="x" /></i></>',
      '<p id="a"><b id="a" /></p>',
    ],
    silent: [
      '<div><p id="a" /><p id="b" /></div>',
      '<div>{x ? <p id="a" /> : <b id="a" />}</div>',
      '<div><p id={a} /><p id={a} /></div>',
    ],
  },
  {
    rule: 'accessibility/table-headers',
    found: [
      '<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>',
      '<table><tr>{xs.map((x) => <td key={x}>{x}</td>)}</tr><tr><td>b</td></tr></table>',
      '<table><tbody>{rows.map((r) => <tr key={r}><td>a</td><td>b</td></tr>)}</tbody></table>',
    ],
    silent: [
      '<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>a</td><td>b</td></tr></tbody></table>',
      '<table role="presentation"><tr><td>a</td><td>b</td></tr></table>',
      '<table><Head /><tr><td>a</td><td>b</td></tr></table>',
      '<table>{head}<tr><td>a</td><td>b</td></tr></table>',
    ],
  },
  {
    rule: 'accessibility/scope-attribute',
    found: ['<td scope="row">a</td>', '<div scope="col" />', '<tr scope="row" />'],
    silent: ['<th scope="row">a</th>', '<td>a</td>', '<Cell scope="row" />'],
  },
  {
    rule: 'accessibility/zoom-disabled',
    found: [
      '<meta name="viewport" content="width=device-width, user-scalable=no" />',
      '<meta name="viewport" content="maximum-scale=1" />',
      '<meta name="viewport" content="user-scalable=0" />',
    ],
    silent: [
      '<meta name="viewport" content="width=device-width, initial-scale=1" />',
      '<meta name="viewport" content={content} />',
      '<meta name="viewport" content="maximum-scale=10" />',
    ],
  },
];

const component = (jsx: string): string => `export function View(props) { return ${jsx}; }`;

describe.each(CASES)('$rule', ({ rule, found, silent }) => {
  test.each(found)('finds %s', (jsx) => {
    expect(rulesOf(component(jsx))).toContain(rule);
  });
  test.each(silent)('leaves %s', (jsx) => {
    expect(rulesOf(component(jsx))).not.toContain(rule);
  });
});

test('icons of icon packages have no words, other components may', () => {
  const view = (module: string) =>
    `import { Trash } from '${module}'; export const View = () => <button><Trash /></button>;`;
  expect(rulesOf(view('lucide-react'))).toContain('accessibility/control-name');
  expect(rulesOf(view('./icons'))).not.toContain('accessibility/control-name');
});

test('points at the tag or the attribute', () => {
  expect(placesOf(component('<p><img src="a" /></p>'), 'accessibility/alt-text')).toEqual(['img']);
  expect(placesOf(component('<p tabIndex={3} />'), 'accessibility/tabindex-positive')).toEqual([
    'tabIndex={3}',
  ]);
});

describe('the dimension', () => {
  const golden = component(
    `<form><label>Name <input /></label><img src="a" alt="A" /><button>Save</button></form>`,
  );

  test('does not apply without JSX', () => {
    const plain = 'export const add = (a, b) => a + b;';
    expect(evaluate(accessibility, plain, golden)).toMatchObject({
      value: null,
      reason: 'no JSX in the golden',
    });
    expect(evaluate(accessibility, golden, plain)).toMatchObject({
      value: null,
      reason: 'no JSX in the generated file',
    });
  });

  test.each(['App', 'BoardColumn', 'FilterBar', 'TaskCard', 'TaskForm'])('identical is 1: %s', (name) => {
    const text = readFileSync(`examples/golden/components/${name}.tsx`, 'utf8');
    expect(evaluate(accessibility, text, text)).toMatchObject({ value: 1, findings: [] });
  });

  test('more faults, lower value', () => {
    const steps = [
      '<form><label>Name <input /></label><img src="a" alt="A" /><button>Save</button></form>',
      '<form><label>Name <input /></label><img src="a" /><button>Save</button></form>',
      '<form><input placeholder="Name" /><img src="a" /><button>Save</button></form>',
      '<form><input placeholder="Name" /><img src="a" /><div onClick={save}>Save</div></form>',
    ];
    const values = steps.map((jsx) => evaluate(accessibility, golden, component(jsx)).value as number);
    expect(values[0]).toBe(1);
    for (let i = 1; i < values.length; i++) expect(values[i]).toBeLessThan(values[i - 1]);
    expect(values[3]).toBeLessThan(0.5);
  });

  test('what the golden does too is not charged, and better costs nothing', () => {
    const bad = component('<div><img src="a" /><img src="b" /></div>');
    expect(evaluate(accessibility, bad, bad).value).toBe(1);
    expect(evaluate(accessibility, bad, golden).value).toBe(1);
    const worse = component('<div><img src="a" /><img src="b" /><img src="c" /></div>');
    expect(evaluate(accessibility, bad, worse).findings).toHaveLength(1);
  });

  test('the charge is placed where the golden has none', () => {
    const before = `export function A() { return <img src="a" />; }\nexport function B() { return <img src="b" alt="B" />; }`;
    const after = before.replace(' alt="B"', '');
    const { findings } = evaluate(accessibility, before, after);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      rule: 'accessibility/alt-text',
      severity: 'error',
      reference: 'WCAG 1.1.1',
    });
    expect(findings[0].generated?.start).toBe(after.lastIndexOf('img'));
    expect(findings[0].golden).toEqual({ start: before.indexOf('B()'), end: before.indexOf('B()') + 1 });
  });

  test('one fault weighs more in a small file', () => {
    const many = '<p role="note">x</p>'.repeat(30);
    const small = evaluate(accessibility, golden, component('<img src="a" />')).value as number;
    const big = evaluate(accessibility, golden, component(`<div>${many}<img src="a" /></div>`))
      .value as number;
    expect(small).toBeLessThan(big);
  });
});
