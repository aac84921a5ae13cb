/** The HTML report as a browser shows it: it works by mouse, keyboard and address, is accessible, and does nothing that a name asks for. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Report } from '../../src/report/model.js';
import { run } from '../../src/run.js';
import { hostileReport, hostileTexts } from '../reporters/hostile.js';
import { render } from '../reporters/render.js';
import { hasChromium, launch } from './chromium.js';
import { plainRun } from '../plain-run.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

function demoReport(): Report {
  const text = readFileSync(new URL('../../fixtures/demo/estate.json', import.meta.url), 'utf8');
  return run({
    inputs: [{ name: 'estate.json', kind: 'snapshot', text }],
    ...plainRun,
    explain: 'worst',
    today: '2026-01-01',
  }).report;
}

(hasChromium() ? describe : describe.skip)('in Chromium', () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), 'replint-html-'));
  const demo = join(folder, 'demo.html');

  beforeAll(async () => {
    browser = await launch();
    writeFileSync(demo, await render('html', demoReport()));
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  /** @returns complaints: whatever the page logs, asks the network for, or asks the reader */
  async function open(file: string, hash = '', options: BrowserContextOptions = {}) {
    const page = await (await browser.newContext(options)).newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('dialog', (dialog) => {
      complaints.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(pathToFileURL(file).href)) complaints.push(request.url());
    });
    await page.goto(`${pathToFileURL(file).href}${hash}`);
    return { page, complaints };
  }

  /** The page's policy forbids what Playwright's own waiting does at its second look: to evaluate a text in the page. */
  async function until(page: Page, condition: string): Promise<void> {
    while ((await page.evaluate(condition)) !== true) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  /** What the address says is shown a moment after it changes. */
  async function expectShown(page: Page, count: number): Promise<void> {
    await until(
      page,
      `[...document.querySelectorAll('details.pair')].filter((each) => !each.hidden).length === ${count}`,
    );
  }

  async function expectOpen(page: Page, id: string): Promise<void> {
    await page.locator(`#${id}[open]`).waitFor({ state: 'attached' });
  }

  /** With everything unfolded. */
  async function violationsIn(page: Page): Promise<unknown> {
    await page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))");
    await page.addScriptTag({ content: axe });
    return page.evaluate(`axe.run().then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ html }) => html.slice(0, 200)).join(' | ')))`);
  }

  test.each([
    ['light', 1440],
    ['dark', 1024],
    ['light', 390],
  ] as const)('axe finds nothing: %s, %i pixels wide, everything unfolded', async (colorScheme, width) => {
    const { page, complaints } = await open(demo, '', {
      colorScheme,
      viewport: { width, height: 900 },
      bypassCSP: true,
    });
    expect(await violationsIn(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('filters hide what does not match, live in the address, and are gone with one button', async () => {
    const { page, complaints } = await open(demo);
    await expectShown(page, 10);
    await page.selectOption('select[name=verdict]', 'fails');
    await expectShown(page, 3);
    expect(await page.locator('tr[data-pair]:visible').count()).toBe(3);
    expect(await page.locator('a.edge:not(.hushed)').count()).toBe(3);
    expect(page.url()).toMatch(/#verdict=fails$/u);
    await page.fill('input[name=bucket]', 'TERRAFORM');
    await expectShown(page, 1);
    expect(await page.locator('#shown').textContent()).toBe('1 of 10 shown');
    await page.locator('a.skip').focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('rules');
    await page.reload();
    await expectShown(page, 1);
    expect(await page.inputValue('input[name=bucket]')).toBe('TERRAFORM');
    await page.click('button[type=reset]');
    await expectShown(page, 10);
    await page.goBack();
    await expectShown(page, 1);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('an address with filters shows the same as whoever sent it saw', async () => {
    const { page } = await open(demo, '#verdict=replicates&account=111122223333');
    await expectShown(page, 4);
    expect(await page.inputValue('select[name=verdict]')).toBe('replicates');
    await page.context().close();
  });

  test('a control leads to the replication rules that what was found concerns, and so does its address', async () => {
    const { page, complaints } = await open(demo);
    await page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))");
    await page.locator('a[data-control="S3.17"]').click();
    const own = page.locator('details.pair[data-rule*="kms/"]');
    expect(await own.count()).toBeGreaterThan(0);
    await until(
      page,
      `[...document.querySelectorAll('details.pair')].every((each) => each.hidden !== /kms[/]|kms-objects|replica-key/.test(each.dataset.rule))`,
    );
    expect(await page.evaluate('document.activeElement.id')).toBe('rules');
    const shown = await page.locator('details.pair:not([hidden])').count();
    expect(shown).toBeLessThan(10);
    const { page: other } = await open(demo, new URL(page.url()).hash);
    await expectShown(other, shown);
    expect(complaints).toEqual([]);
    await page.context().close();
    await other.context().close();
  });

  test('an arrow and a row open their pair, by mouse and by keyboard', async () => {
    const { page, complaints } = await open(demo);
    const row = page.locator('tbody tr', { hasText: 'northwind-terraform-state' }).locator('a');
    const id = (await row.getAttribute('data-open')) ?? '';
    await row.focus();
    await page.keyboard.press('Enter');
    await expectOpen(page, id);
    expect(await page.evaluate('document.activeElement.parentElement.id')).toBe(id);
    const arrow = page.locator('a.edge', { hasText: 'northwind-backups' });
    await arrow.locator('.catch').click({ force: true });
    const other = (await arrow.getAttribute('data-open')) ?? '';
    await expectOpen(page, other);
    expect(page.url()).toContain(`pair=${other}`);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('an arrow of several replication rules shows them in the table', async () => {
    const report = demoReport();
    const [entry] = report.replication;
    if (entry === undefined) throw new Error('The demo has pairs.');
    const again = { ...entry, replicationRule: { id: 'more', index: 1, priority: 2, status: 'Enabled' as const } };
    const file = join(folder, 'several.html');
    writeFileSync(file, await render('html', { ...report, replication: [...report.replication, again] }));
    const { page, complaints } = await open(file);
    await page.locator('a.edge[data-several]').focus();
    await page.keyboard.press('Enter');
    await expectShown(page, 2);
    expect(await page.locator('a.edge:not(.hushed)').count()).toBe(1);
    expect(await page.locator('#shown').textContent()).toBe('2 of 11 shown, by an arrow of the picture');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('what an address opens is on the screen', async () => {
    const { page } = await open(demo, '#pair=pair-9', { viewport: { width: 390, height: 800 } });
    await expectOpen(page, 'pair-9');
    await until(page, "Math.abs(document.querySelector('#pair-9').getBoundingClientRect().top) < 60");
    await page.context().close();
  });

  test.each([
    ['all changes of an owner are copied at once', ''],
    [
      'they are copied from a page without a clipboard of its own',
      "Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })",
    ],
  ])('%s', async (_, before) => {
    const { page } = await open(demo, '', { permissions: ['clipboard-read', 'clipboard-write'] });
    const group = page
      .locator('details', { has: page.locator('button[data-copy=all]') })
      .filter({ hasText: '4 changes' });
    await group.locator('summary').click();
    await page.evaluate(before);
    await group.locator('button[data-copy=all]').click();
    await until(page, "document.querySelector('#said').textContent === 'Copied'");
    const copied = (await page.evaluate('delete navigator.clipboard; navigator.clipboard.readText()')) as string;
    expect(copied).toMatch(/^Owner of the source bucket and its role, account 111122223333: 4 changes\n/u);
    expect(copied).toContain('"kms:Decrypt"');
    await page.context().close();
  });

  test('a statement is copied as it is', async () => {
    const { page } = await open(demo, '#pair=pair-1', { permissions: ['clipboard-read', 'clipboard-write'] });
    const block = page.locator('#pair-1 .code').first();
    await block.locator('button').click();
    await block.locator('button', { hasText: 'Copied' }).waitFor();
    const copied = (await page.evaluate('navigator.clipboard.readText()')) as string;
    expect(JSON.parse(copied)).toMatchObject({ Effect: 'Allow' });
    await page.context().close();
  });

  test('paper shows everything, and the screen is as before', async () => {
    const { page } = await open(demo);
    const folded = (): Promise<number> => page.locator('details:not([open])').count();
    const before = await folded();
    expect(before).toBeGreaterThan(10);
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await folded()).toBe(0);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await folded()).toBe(before);
    await page.context().close();
  });

  describe('names that somebody wrote to be obeyed', () => {
    const file = join(folder, 'hostile.html');
    let shared: Awaited<ReturnType<typeof open>>;

    beforeAll(async () => {
      writeFileSync(file, '');
      shared = await open(file);
    });
    afterAll(() => shared.page.context().close());

    test.each(hostileTexts)('%s in every name does nothing', async (_, evil) => {
      writeFileSync(file, await render('html', hostileReport(evil)));
      await shared.page.reload();
      expect(await shared.page.locator('script').count()).toBe(1);
      expect(await shared.page.locator('img, iframe, object, embed, link, base').count()).toBe(0);
      expect(shared.complaints).toEqual([]);
    });
  });

  describe('many pairs', () => {
    const large = join(folder, 'large.html');
    const several = join(folder, 'three-hundred.html');

    beforeAll(async () => {
      writeFileSync(large, await render('html', largeReport(2_000)));
      writeFileSync(several, await render('html', largeReport(300)));
    });

    test('are all there, and found by name', async () => {
      const { page, complaints } = await open(large);
      expect(await page.locator('tbody tr[data-pair]').count()).toBe(2_000);
      await page.fill('input[name=bucket]', 'source-1999');
      await expectShown(page, 1);
      expect(await page.locator('tbody tr[data-pair]:visible').count()).toBe(1);
      expect(await page.locator('.lot:visible').count()).toBe(1);
      expect(await page.locator('a.edge').count()).toBeLessThanOrEqual(90);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    test('the table shows a hundred, and the others when it is asked for them', async () => {
      const { page } = await open(large);
      const visible = page.locator('tbody tr[data-pair]:visible');
      const more = page.locator('#more');
      expect(await visible.count()).toBe(100);
      expect(await more.textContent()).toBe('Show 1900 more');
      await page.fill('input[name=bucket]', 'source-17');
      await expectShown(page, 111);
      expect(await visible.count()).toBe(100);
      expect(await more.textContent()).toBe('Show 11 more');
      await more.click();
      expect(await visible.count()).toBe(111);
      expect(await page.evaluate('document.activeElement.dataset.open')).toBe(
        await visible.nth(100).locator('a').getAttribute('data-open'),
      );
      expect(await more.isVisible()).toBe(false);
      await page.fill('input[name=bucket]', '');
      await expectShown(page, 2_000);
      expect(await visible.count()).toBe(2_000);
      await page.context().close();
    });

    test('one from the address or opened by hand holds all that the first ones hold', async () => {
      const { page, complaints } = await open(large, '#pair=pair-1980');
      await expectOpen(page, 'pair-1980');
      const inside = page.locator('#pair-1980 > div');
      expect(await inside.locator('article.finding').count()).toBeGreaterThan(0);
      expect(await inside.locator('button[data-copy]').first().isVisible()).toBe(true);
      await page.locator('#pair-500 > summary').click();
      await page.locator('#pair-500 > div article.finding').first().waitFor();
      const textOf = (id: string): Promise<string> =>
        page.evaluate(`document.querySelector('#${id} > div').innerHTML.replace(/-\\d+|start="\\d+"/g, '')`);
      expect(await textOf('pair-500')).toBe(await textOf('pair-1'));
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    test('axe finds nothing in lists of several lots', async () => {
      const report = largeReport(101);
      const question = report.findings.find(({ kind }) => kind === 'unknown') ?? report.findings[0];
      if (question === undefined) throw new Error('The demo has findings.');
      const open101 = Array.from({ length: 101 }, (_, index) => ({
        ...question,
        kind: 'unknown' as const,
        headline: `Question ${index}`,
        fingerprint: String(index).padStart(32, '0'),
        sourceBucket: null,
      }));
      const file = join(folder, 'lots.html');
      writeFileSync(file, await render('html', { ...report, findings: [...open101, ...report.findings.slice(0, 20)] }));
      const { page } = await open(file, '', { bypassCSP: true });
      await until(page, "document.querySelector('noscript') === null");
      expect(await page.locator('details.more').count()).toBeGreaterThan(0);
      expect(await violationsIn(page)).toEqual([]);
      await page.context().close();
    });

    test('all are built in the end, and on paper at once', async () => {
      const { page, complaints } = await open(several);
      await page.evaluate("dispatchEvent(new Event('beforeprint'))");
      expect(await page.locator('noscript, .unbuilt, details:not([open])').count()).toBe(0);
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('tbody tr[data-pair]:visible').count()).toBe(300);
      const { page: waiting } = await open(several);
      await until(waiting, "document.querySelector('noscript') === null");
      expect(complaints).toEqual([]);
      await page.context().close();
      await waiting.context().close();
    });

    test('a browser without scripts shows all of them', async () => {
      const { page } = await open(several, '', { javaScriptEnabled: false });
      expect(await page.locator('tbody tr[data-pair]:visible').count()).toBe(300);
      expect(await page.locator('.unbuilt:visible').count()).toBe(0);
      await page.locator('#pair-280 > summary').click();
      await page.locator('#pair-280 article.finding h3').first().waitFor();
      await page.context().close();
    });

    test('where a server forbids the script, an opened one says what is missing', async () => {
      const page = await (await browser.newContext()).newPage();
      await page.route('http://reports.test/', (route) =>
        route.fulfill({ path: several, headers: { 'content-security-policy': "script-src 'none'" } }),
      );
      await page.goto('http://reports.test/');
      await page.locator('#pair-280 > summary').click();
      await page.locator('#pair-280 .unbuilt').waitFor();
      await page.locator('#pair-1 > summary').click();
      await page.locator('#pair-1 article.finding').first().waitFor();
      await page.context().close();
    });

    test('names that somebody wrote to be obeyed stay names where they are built later', async () => {
      const file = join(folder, 'hostile-large.html');
      writeFileSync(file, '');
      const { page, complaints } = await open(file);
      const markup = hostileTexts.map(([, evil]) => evil).filter((evil) => /[<&"]/u.test(evil));
      const evils = [...markup, '</noscript><script>alert(1)</script>', '<!--<noscript>'];
      for (const evil of evils) {
        const { replication, ...rest } = hostileReport(evil);
        const many = Array.from({ length: 102 }, (_, index) => replication[index % replication.length] ?? []).flat();
        writeFileSync(file, await render('html', { ...rest, replication: many }));
        await page.reload();
        await until(page, "document.querySelector('noscript') === null");
        expect(await page.locator('script').count()).toBe(1);
        expect(await page.locator('img, iframe, object, embed, link, base').count()).toBe(0);
        expect(complaints).toEqual([]);
      }
      await page.context().close();
    });
  });
});

/** A replication rule of the demo with what was found about it, as often as it is wanted. */
function largeReport(pairs: number): Report {
  const report = demoReport();
  const [entry] = report.replication;
  if (entry === undefined) throw new Error('The demo has pairs.');
  const found = report.findings.filter(({ sourceBucket }) => sourceBucket === entry.source.bucket).slice(0, 2);
  const numbers = Array.from({ length: pairs }, (_, index) => index);
  const replication = numbers.map((index) => ({
    ...entry,
    source: { ...entry.source, bucket: `source-${index}`, region: `us-east-${index % 9}` },
    destination: { bucket: `replica-${index}`, account: '444455556666', region: `eu-west-${index % 7}` },
  }));
  const findings = numbers.flatMap((index) => found.map((each) => ({ ...each, sourceBucket: `source-${index}` })));
  return { ...report, replication, findings };
}
