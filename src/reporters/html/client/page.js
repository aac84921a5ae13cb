// What the page does beyond showing: filters that live in the address, pairs that open from the picture and the table, copies,
// and paper. Without it everything is there and can be opened by hand.
const names = ['verdict', 'account', 'bucket', 'rule', 'control', 'owner', 'arrow'];
const form = document.querySelector('form.filters');
const status = document.querySelector('#shown');
const rows = [...document.querySelectorAll('[data-pair]')];
const edges = [...document.querySelectorAll('a.edge')];
const pairCount = document.querySelectorAll('details.pair').length;
const more = document.querySelector('#more');
/** Rows of the table on the screen, until somebody wants all. */
let rowLimit = 100;
const lots = [...document.querySelectorAll('.lot')];
const unbuilt = [...document.querySelectorAll('details > noscript')].map(({ parentElement }) => parentElement);

function wanted() {
  return new URLSearchParams(location.hash.slice(1));
}

/** A control is looked for by the rules that bear on it. */
function rulesOf(control) {
  const options = [...(form?.elements.namedItem('control')?.options ?? [])];
  return (options.find(({ value }) => value === control)?.dataset.rules ?? '').split(' ');
}

function has(row, name, value) {
  if (name === 'control') return rulesOf(value).some((rule) => rule !== '' && has(row, 'rule', rule));
  if (name === 'bucket') return (row.dataset.bucket ?? '').toLowerCase().includes(value.toLowerCase());
  return (row.dataset[name] ?? '').split(' ').includes(value);
}

function show() {
  const parameters = wanted();
  const filters = names.map((name) => [name, parameters.get(name) ?? '']).filter(([, value]) => value !== '');
  for (const name of names) {
    const field = form?.elements.namedItem(name);
    if (field && document.activeElement !== field) field.value = parameters.get(name) ?? '';
  }
  let shown = 0;
  let inTable = 0;
  const arrows = new Set();
  for (const row of rows) {
    row.hidden = !filters.every(([name, value]) => has(row, name, value));
    if (row.hidden) continue;
    arrows.add(row.dataset.arrow);
    if (row.matches('details.pair')) shown += 1;
    else row.classList.toggle('beyond', (inTable += 1) > rowLimit);
  }
  for (const body of document.querySelectorAll('tbody.late')) body.classList.remove('late');
  if (more) {
    more.hidden = inTable <= rowLimit;
    more.textContent = `Show ${inTable - rowLimit} more`;
  }
  for (const lot of lots) lot.hidden = lot.querySelector('details.pair:not([hidden])') === null;
  for (const edge of edges) edge.classList.toggle('hushed', !arrows.has(edge.id));
  const ofArrow = parameters.has('arrow') ? ', by an arrow of the picture' : '';
  if (status) status.textContent = filters.length === 0 ? '' : `${shown} of ${pairCount} shown${ofArrow}`;
  const pair = document.getElementById(parameters.get('pair') ?? '');
  if (pair?.matches('details.pair')) {
    pair.hidden = false;
    pair.parentElement.hidden = false;
    build(pair);
    pair.open = true;
    reveal(pair);
    if (!pair.contains(document.activeElement)) pair.querySelector('summary')?.focus({ preventScroll: true });
  }
}

/** Of a large report, most parts that open come as text: it becomes markup here. */
function build(part) {
  const kept = part.querySelector(':scope > noscript');
  if (kept === null) return;
  const inside = document.createElement('template');
  inside.innerHTML = kept.textContent;
  for (const each of inside.content.querySelectorAll('button[data-copy]')) each.hidden = false;
  part.querySelector(':scope > .unbuilt').remove();
  kept.replaceWith(inside.content);
}

/** Not in every browser. */
const whenIdle = globalThis.requestIdleCallback ?? requestAnimationFrame;

/** While nobody waits, one after the other: then the browser's own search finds everything. */
function buildLater(parts) {
  const next = parts.next().value;
  if (next === undefined) return;
  build(next);
  whenIdle(() => buildLater(parts));
}

/** What is not on the screen is not laid out yet, and moves as it is: one look more when it has been. */
function reveal(element) {
  element.scrollIntoView();
  requestAnimationFrame(() => requestAnimationFrame(() => element.scrollIntoView()));
}

function change(changes) {
  const parameters = wanted();
  for (const [name, value] of changes) {
    if (value === '') parameters.delete(name);
    else parameters.set(name, value);
  }
  const text = parameters.toString();
  if (text === location.hash.slice(1)) show();
  else location.hash = text;
}

form?.addEventListener('input', (event) =>
  change([
    [event.target.name, event.target.value],
    ['pair', ''],
  ]),
);
form?.addEventListener('submit', (event) => event.preventDefault());
form?.addEventListener('reset', () => change([...names, 'pair'].map((name) => [name, ''])));

more?.addEventListener('click', () => {
  const next = rows.find((row) => row.matches('.beyond:not([hidden])'));
  rowLimit = Number.POSITIVE_INFINITY;
  show();
  next.querySelector('a').focus();
});

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-open]');
  if (link !== null) {
    event.preventDefault();
    change([['pair', link.dataset.open]]);
    return;
  }
  const choice = event.target.closest('a[data-control], a[data-several]');
  if (choice !== null) {
    event.preventDefault();
    const { control, several } = choice.dataset;
    change([control === undefined ? ['arrow', several] : ['control', control], ['pair', '']]);
    const table = document.querySelector('#rules');
    reveal(table);
    table.focus({ preventScroll: true });
    return;
  }
  // The address holds the filters: a link to a part of the page leaves it alone.
  const part = document.getElementById(event.target.closest('a[href^="#"]')?.hash.slice(1) ?? '');
  if (part !== null) {
    event.preventDefault();
    reveal(part);
    part.focus({ preventScroll: true });
    return;
  }
  const button = event.target.closest('button[data-copy]');
  if (button !== null) copy(button);
});

/** One block, or all that the owner of a group of changes has to read. */
function textsOf(button) {
  const blocks = button.dataset.copy === 'all' ? [...button.parentElement.querySelectorAll('p, pre')] : [];
  if (blocks.length === 0) return button.parentElement.querySelector('pre').textContent;
  const title = button.closest('details').querySelector('summary').textContent;
  const plain = (text) => text.trim().replaceAll(/\s+/g, ' ');
  return [
    plain(title),
    ...blocks.map((each) => (each.matches('pre') ? each.textContent : plain(each.textContent))),
  ].join('\n\n');
}

/** A page that came by plain HTTP has no clipboard of its own: there the text is copied the old way. */
function copy(button) {
  const text = textsOf(button);
  const said = (word) => {
    button.textContent = word;
    document.querySelector('#said').textContent = word;
  };
  const byHand = () => {
    const field = document.createElement('textarea');
    field.value = text;
    button.after(field);
    field.select();
    const isDone = document.execCommand('copy');
    field.remove();
    button.focus();
    said(isDone ? 'Copied' : 'Not copied: the browser does not allow it');
  };
  if (navigator.clipboard === undefined) byHand();
  else navigator.clipboard.writeText(text).then(() => said('Copied'), byHand);
}

const opened = [];
addEventListener('beforeprint', () => {
  unbuilt.forEach(build);
  for (const each of document.querySelectorAll('details:not([open])')) {
    opened.push(each);
    each.open = true;
  }
});
addEventListener('afterprint', () => {
  for (const each of opened.splice(0)) each.open = false;
});
addEventListener('hashchange', show);
for (const each of document.querySelectorAll('button[data-copy]')) each.hidden = false;
if (form) form.hidden = false;
// This event does not bubble.
document.addEventListener('toggle', ({ target }) => build(target), { capture: true });
show();
addEventListener('load', () => buildLater(unbuilt.values()));
