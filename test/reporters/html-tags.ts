import { expect } from '@jest/globals';

const tags = new Set(
  'a article body button circle code dd defs details div dl dt figcaption figure footer form g h1 h2 h3 h4 head header html input label li main marker meta ol option p path pre rect script section select small span strong style summary svg table tbody td text th thead title tr ul'.split(
    ' ',
  ),
);
const attributes =
  /^(?:aria-[a-z]+|autocomplete|charset|class|content|d|data-[a-z]+|fill|height|hidden|href|http-equiv|id|lang|marker[A-Za-z-]*|name|orient|ref[XY]|role|rx|scope|start|stroke|tabindex|text-anchor|type|value|viewBox|width|x|y)$/u;

/** Every tag and attribute of a page is one that its reporter writes, and every link stays in the page: nothing broke out of a text. */
export function holdsOnlyOwnTags(page: string): void {
  const body = page.replace(/<(script|style)>[\s\S]*?<\/\1>/gu, '');
  expect(page.match(/<script/gu)).toHaveLength(1);
  for (const [whole, name = '', inside = ''] of body.matchAll(/<\/?([^\s/>]*)((?:[^>"]|"[^"]*")*)>/gu)) {
    if (whole === '<!doctype html>') continue;
    expect(tags).toContain(name);
    const rest = inside.replace(/([^\s="]+)(?:="([^"]*)")?/gu, (_, attribute: string, value = '') => {
      expect(attribute).toMatch(/^\/$|^[a-z]/u);
      if (attribute !== '/') expect(attribute).toMatch(attributes);
      if (attribute === 'href') expect(value).toMatch(/^#[a-z0-9-]+$/u);
      return '';
    });
    expect(rest.trim()).toBe('');
  }
}
