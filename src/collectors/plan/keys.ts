/** What is read because a configuration or a policy names a key. */
import { type Answer, type Answers, derived } from '../answers/answers.js';
import type { AccountEntries, KeyEntry } from '../entries/account-entries.js';
import { Entry } from '../entries/entry.js';
import { type Json, errorCodeOf, listAt, textAt } from '../json.js';
import { type KmsName, parseKmsArn } from '../reads/kms-name.js';
import { describeKey, listAliases, readKey } from '../reads/keys.js';
import type { CommonParts, OrganizationPlan } from './organizations.js';

export class KeyPlan {
  readonly #parts: CommonParts;
  readonly #organizations: OrganizationPlan;
  readonly #aliases = new Map<string, Promise<Answer>>();
  /** Of accounts outside of this run, by ARN. */
  readonly #foreign = new Set<string>();

  constructor(parts: CommonParts, organizations: OrganizationPlan) {
    this.#parts = parts;
    this.#organizations = organizations;
  }

  get foreign(): readonly string[] {
    return [...this.#foreign].sort();
  }

  /** @param finder - account that came upon the key: it may ask for the state of another account's key, though not for its policy */
  follow(name: KmsName, finder: AccountEntries): void {
    const { owners, firsts, tasks } = this.#parts;
    const owner = owners.account(name.account);
    if (owner === undefined) this.#foreign.add(name.arn);
    if (!firsts.isFirst(`key ${name.arn} ${(owner ?? finder).id}`)) return;
    tasks.start(async () => {
      if (owner === undefined) {
        await this.#readForeign(finder, name);
        return;
      }
      if (name.isAlias) await this.#followAlias(owner, name);
      else await this.#readOwn(owner, owner.key(name));
    });
  }

  /** That another account's key does not exist is not for us to say: its owner may only not let us see it. */
  async #readForeign(finder: AccountEntries, name: KmsName): Promise<void> {
    if (finder.keys.get(name.arn)?.entry.get('DescribeKey') !== undefined) return;
    const answer = await describeKey(finder.answers, new Entry(), name);
    if (errorCodeOf(answer) === 'NotFoundException') return;
    finder.key(name).entry.set('DescribeKey', answer, finder.answers.provenance.asOf);
  }

  async #readOwn(work: AccountEntries, key: KeyEntry): Promise<void> {
    this.#organizations.follow(work);
    await Promise.all([
      readKey(work.answers, key.entry, key.name),
      key.entry.read('ListAliases', async () => {
        const list = await this.#aliasesIn(work, key.name.region);
        if (errorCodeOf(list.json) !== undefined) return list;
        const id = key.name.arn.slice(key.name.arn.indexOf(':key/') + ':key/'.length);
        return derived(list, { Aliases: aliasesOn(list.json).filter((alias) => textAt(alias, 'TargetKeyId') === id) });
      }),
    ]);
  }

  /**
   * The key behind an alias; where the aliases do not tell, KMS is asked about the alias itself. Not about one of AWS's own: DescribeKey
   * makes the key of such an alias where there is none.
   * https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
   */
  async #followAlias(work: AccountEntries, name: KmsName): Promise<void> {
    const known = [...work.keys.values()].find(({ entry }) =>
      aliasesOn(entry.get('ListAliases')).some((alias) => textAt(alias, 'AliasArn') === name.arn),
    );
    if (known !== undefined) return this.follow(known.name, work);
    const list = await this.#aliasesIn(work, name.region);
    const alias = aliasesOn(list.json).find((candidate) => textAt(candidate, 'AliasArn') === name.arn);
    const id = textAt(alias, 'TargetKeyId');
    const target = id === undefined ? null : keyNamed(name, id);
    if (target !== null) return this.follow(target, work);
    if (name.arn.includes(':alias/aws/')) {
      if (errorCodeOf(list.json) !== undefined)
        work.key(name).entry.set('ListAliases', list.json, list.provenance.asOf);
      return;
    }
    const answer = await describeKey(work.answers, work.key(name).entry, name);
    const found = parseKmsArn(textAt(answer, 'KeyMetadata', 'Arn') ?? '');
    if (found !== null) this.follow(found, work);
  }

  /** The key itself, where an alias is given: what its ARN ends with says which key that is. Null = nobody tells. */
  async keyBehind(name: KmsName, finder: AccountEntries): Promise<KmsName | null> {
    if (!name.isAlias) return name;
    const owner = this.#parts.owners.account(name.account);
    if (owner !== undefined) {
      const list = await this.#aliasesIn(owner, name.region);
      const alias = aliasesOn(list.json).find((candidate) => textAt(candidate, 'AliasArn') === name.arn);
      const id = textAt(alias, 'TargetKeyId');
      if (id !== undefined) return keyNamed(name, id);
    }
    // DescribeKey makes the key of one of AWS's own aliases where there is none.
    if (name.arn.includes(':alias/aws/')) return null;
    const { answers, key } = workOf(owner ?? finder, name);
    return parseKmsArn(textAt(await describeKey(answers, key, name), 'KeyMetadata', 'Arn') ?? '');
  }

  #aliasesIn(work: AccountEntries, region: string): Promise<Answer> {
    const place = `${work.id} ${region}`;
    let list = this.#aliases.get(place);
    if (list === undefined) {
      list = listAliases(work.answers, region);
      this.#aliases.set(place, list);
    }
    return list;
  }
}

function keyNamed({ partition, region, account }: KmsName, id: string): KmsName | null {
  return parseKmsArn(`arn:${partition}:kms:${region}:${account}:key/${id}`);
}

/** Of another account's key only its state may be asked, by whoever came upon it. */
function workOf(work: AccountEntries, name: KmsName): { readonly answers: Answers; readonly key: Entry } {
  return { answers: work.answers, key: work.id === name.account ? work.key(name).entry : new Entry() };
}

function aliasesOn(answer: Json | undefined): readonly Json[] {
  return listAt(answer, 'Aliases');
}
