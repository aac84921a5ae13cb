/** Random expressions of constants, nearly right ones: most have a value, and some Terraform refuses. */

type Kind = 'text' | 'number' | 'bool' | 'list' | 'texts' | 'map' | 'maps' | 'any';

/** A sequence that looks random and is the same for the same seed. */
function sequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b_3c6d) + 0x9e37_79b9) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
}

const texts = [
  '""',
  '"a"',
  '"b"',
  '"Abc-1"',
  '" x y\\n"',
  '"äß€"',
  '"10"',
  '"0x1f"',
  '"1.50"',
  '"true"',
  '"null"',
  '"a,b,,c"',
  '"arn:aws:s3:::b/*"',
  '"a\\"b\\\\c"',
  '"$${x}"',
  '"hello big-world it\'s_1x"',
  '"%d %s"',
  '"<&>"',
  '"aXbXc"',
];
const patterns = [
  '"[a-z]+"',
  '"^(a)(b)?"',
  '"/[^a-z]/"',
  '"/(a)|(b)/"',
  '"x"',
  '"(?P<n>[a-z])"',
  '"/^./"',
  '"."',
  '"/"',
];
const formats = [
  '"%s"',
  '"%s-%s"',
  '"%03d"',
  '"%5s|"',
  '"%-5s|"',
  '"%q"',
  '"%v"',
  '"%t"',
  '"%%"',
  '"%x"',
  '"%.2f"',
  '"%s %d"',
  '"%2d"',
];

/** What functions take; the last one may repeat where the name ends in dots. */
const functions: readonly (readonly [string, ...string[]])[] = [
  ['abs', 'number'], ['ceil', 'number'], ['floor', 'number'], ['max', 'number', 'number...'], ['min', 'number', 'number...'],
  ['signum', 'number'], ['pow', 'number', 'number'], ['parseint', 'text', '10'], ['parseint', 'text', '16'],
  ['lower', 'text'], ['upper', 'text'], ['title', 'text'], ['trimspace', 'text'], ['chomp', 'text'], ['strrev', 'text'],
  ['trim', 'text', 'text'], ['trimprefix', 'text', 'text'], ['trimsuffix', 'text', 'text'], ['startswith', 'text', 'text'],
  ['endswith', 'text', 'text'], ['strcontains', 'text', 'text'], ['split', 'text', 'text'], ['join', 'text', 'texts'],
  ['join', 'text', 'texts', 'texts'], ['replace', 'text', 'text', 'text'], ['replace', 'text', 'pattern', 'text'],
  ['regex', 'pattern', 'text'], ['regexall', 'pattern', 'text'], ['substr', 'text', 'number', 'number'],
  ['format', 'format', 'any'], ['format', 'format', 'any', 'any'], ['formatlist', 'format', 'any'], ['formatlist', 'format', 'texts', 'any'],
  ['indent', 'count', 'text'], ['md5', 'text'], ['sha1', 'text'], ['sha256', 'text'], ['base64encode', 'text'],
  ['base64decode', 'text'], ['urlencode', 'text'], ['jsonencode', 'any'], ['jsondecode', 'text'], ['yamldecode', 'text'],
  ['tostring', 'any'], ['tonumber', 'any'], ['tobool', 'any'], ['tolist', 'any'], ['toset', 'any'], ['tomap', 'any'],
  ['length', 'any'], ['concat', 'list', 'list'], ['concat', 'texts', 'texts', 'list'], ['flatten', 'list'], ['compact', 'texts'],
  ['distinct', 'list'], ['contains', 'list', 'any'], ['contains', 'texts', 'text'], ['element', 'list', 'number'], ['index', 'list', 'any'],
  ['slice', 'list', 'number', 'number'], ['reverse', 'list'], ['sort', 'texts'], ['one', 'list'], ['range', 'number'],
  ['range', 'number', 'number'], ['chunklist', 'list', 'count'], ['coalesce', 'any', 'any...'], ['coalesce', 'text', 'text'],
  ['coalescelist', 'list', 'list'], ['setunion', 'texts', 'texts'], ['setintersection', 'texts', 'texts'],
  ['setsubtract', 'texts', 'texts'], ['setproduct', 'texts', 'texts'], ['keys', 'map'], ['values', 'map'],
  ['lookup', 'map', 'text', 'any'], ['merge', 'map', 'map'], ['merge', 'map', 'map', 'map'], ['zipmap', 'texts', 'list'],
  ['transpose', 'maps'], ['alltrue', 'list'], ['anytrue', 'list'], ['sum', 'list'], ['matchkeys', 'texts', 'texts', 'texts'],
  ['basename', 'text'], ['dirname', 'text'], ['try', 'any', 'any'], ['can', 'any'], ['nonsensitive', 'any'],
]; // prettier-ignore

export class RandomExpressions {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = sequence(seed);
  }

  one(depth = 2): string {
    return this.#below(3) === 0 ? this.#operation(depth) : this.#call(depth);
  }

  #below(limit: number): number {
    return Math.floor(this.#next() * limit);
  }

  #pick<Item>(items: readonly Item[]): Item {
    return items[this.#below(items.length)] as Item;
  }

  #many(most: number, make: () => string): string {
    return Array.from({ length: this.#below(most + 1) }, make).join(', ');
  }

  #call(depth: number): string {
    const [name, ...kinds] = this.#pick(functions);
    const given = kinds.flatMap((kind) => {
      const times = kind.endsWith('...') ? this.#below(3) : 1;
      return Array.from({ length: times }, () => this.#argument(kind.replace('...', ''), depth - 1));
    });
    return `${name}(${given.join(', ')})`;
  }

  #argument(kind: string, depth: number): string {
    if (/^\d+$/u.test(kind)) return kind;
    if (kind === 'pattern') return this.#pick(patterns);
    if (kind === 'format') return this.#pick(formats);
    // Terraform takes as much memory as this says, and ends without any.
    if (kind === 'count') return this.#pick(['0', '1', '2', '3', '-1', '2.5', '10', '"7"']);
    if (this.#below(25) === 0) return this.#value('any', depth);
    return depth > 0 && this.#below(4) === 0 ? this.one(depth) : this.#value(kind as Kind, depth);
  }

  #value(kind: Kind, depth: number): string {
    switch (kind) {
      case 'text':
        return this.#pick(texts);
      case 'number':
        return this.#pick(['0', '1', '2', '-1', '3', '2.5', '10', '1e3', '"7"', '123456789012']);
      case 'bool':
        return this.#pick(['true', 'false', '"true"']);
      case 'texts':
        return `${this.#pick(['', '', 'toset', 'tolist'])}([${this.#many(4, () => this.#pick(texts))}])`;
      case 'list':
        return this.#below(2) === 0 ? this.#value('texts', depth) : this.#collection(depth);
      case 'map':
        return `${this.#pick(['', '', '', 'tomap'])}({ ${this.#many(3, () => `${this.#pick(['a', 'b', 'c', '"d e"', '"10"'])} = ${this.#argument('any', depth - 1)}`)} })`;
      case 'maps':
        return `{ ${this.#many(3, () => `${this.#pick(['a', 'b', 'c'])} = ${this.#value('texts', depth)}`)} }`;
      default:
        return this.#any(depth);
    }
  }

  /** Elements of one kind have a type in common more often than others. */
  #collection(depth: number): string {
    const kind = this.#pick<Kind>(['any', 'any', 'number', 'bool', 'texts', 'map', 'list']);
    const items = this.#many(3, () => (depth > 0 ? this.#argument(kind, depth - 1) : this.#value('number', 0)));
    return `${this.#pick(['', '', '', 'tolist', 'toset'])}([${items}])`;
  }

  #any(depth: number): string {
    const kinds: readonly Kind[] = depth > 0 ? ['text', 'number', 'bool', 'list', 'map'] : ['text', 'number', 'bool'];
    return this.#below(12) === 0 ? 'null' : this.#value(this.#pick(kinds), depth);
  }

  /** Of the same kind more often than not. */
  #two(inner: (kind: Kind) => string, between: string): string {
    const [one, other] = this.#below(3) === 0 ? (['any', 'any'] as const) : Array(2).fill(this.#pick<Kind>(['list', 'map', 'texts', 'number'])); // prettier-ignore
    return `${inner(one)}${between}${inner(other)}`;
  }

  #operation(depth: number): string {
    const inner = (kind: Kind): string => this.#argument(kind, depth - 1);
    switch (this.#below(12)) {
      case 0:
        return `${inner('number')} ${this.#pick(['+', '-', '*', '/', '%', '<', '<=', '>', '>='])} ${inner('number')}`;
      case 1:
        return this.#two(inner, this.#pick([' == ', ' != ']));
      case 2:
        return `${inner('bool')} ${this.#pick(['&&', '||'])} ${inner('bool')}`;
      case 3:
        return `${inner('bool')} ? ${this.#two(inner, ' : ')}`;
      case 4:
        return `[for ${this.#pick(['x', 'k, x'])} in ${inner(this.#pick(['list', 'map']))} : ${this.#pick(['x', '"<${x}>"', '[x]'])}]`;
      case 5:
        return `{ for k, x in ${inner(this.#pick(['list', 'map', 'texts']))} : "${'${k}'}-n" => x${this.#pick(['', '...', ' if x != "a"'])} }`;
      case 6:
        return `${inner('list')}[${inner('number')}]`;
      case 7:
        return `${inner('map')}${this.#pick(['.a', '["b"]', '["d e"]'])}`;
      case 8:
        return `"x${'${'}${inner(this.#pick(['text', 'number', 'bool', 'any']))}}-y"`;
      case 9:
        return `"%{ if ${inner('bool')} }t${'${'}${inner('text')}}%{ else }f%{ endif }%{ for x in ${inner('texts')} ~} [${'${x}'}] %{~ endfor }"`;
      case 10:
        return `${inner('list')}[*]`;
      default:
        return `[for x in [{ a = ${inner('any')} }, { a = ${inner('any')} }] : x][*].a`;
    }
  }
}
