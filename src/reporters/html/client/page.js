// What the page does beyond showing: filters that live in the address, pairs that open from the picture and the table, copies,
// and paper. Without it everything is there and can be opened by hand.
const names = ['verdict', 'account', 'bucket', 'rule', 'control', 'owner'];
const form = document.querySelector('form.filters');
const status = document.querySelector('#shown');
const rows = [...document.querySelectorAll('[data-pair]')];
const pairCount = document.querySelectorAll('details.pair').length;

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
  for (const row of rows) {
    const isShown = filters.every(([name, value]) => has(row, name, value));
    if (row.classList.contains('edge')) row.classList.toggle('hushed', !isShown);
    else row.hidden = !isShown;
    if (isShown && row.matches('details.pair')) shown += 1;
  }
  if (status) status.textContent = filters.length === 0 ? '' : `${shown} of ${pairCount} shown`;
  const pair = document.getElementById(parameters.get('pair') ?? '');
  if (pair?.matches('details.pair')) {
    pair.hidden = false;
    pair.open = true;
    pair.scrollIntoView();
    if (!pair.contains(document.activeElement)) pair.querySelector('summary')?.focus({ preventScroll: true });
  }
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

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-open]');
  if (link !== null) {
    event.preventDefault();
    change([['pair', link.dataset.open]]);
    return;
  }
  const control = event.target.closest('a[data-control]');
  if (control !== null) {
    event.preventDefault();
    change([
      ['control', control.dataset.control],
      ['pair', ''],
    ]);
    document.querySelector('#rules').scrollIntoView();
    document.querySelector('#rules').focus({ preventScroll: true });
    return;
  }
  const button = event.target.closest('button[data-copy]');
  if (button === null) return;
  const text = button.parentElement.querySelector('pre').textContent;
  navigator.clipboard.writeText(text).then(
    () => (button.textContent = 'Copied'),
    () => getSelection().selectAllChildren(button.parentElement.querySelector('pre')),
  );
});

const opened = [];
addEventListener('beforeprint', () => {
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
show();
