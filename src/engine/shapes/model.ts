/**
 * What a rule is, and what it gives back. Rules are pure and synchronous. What they look at is in `subjects.ts`; both are had from
 * here.
 */
import type { Origin } from '../../estate/fact.js';
import type { EncryptionContextForm } from '../../replication/model.js';
import type { RuleControls } from '../../report/controls/index.js';
import type { PatchDraft } from './patch-draft.js';
import type { Level, MissingPermission } from '../../report/model.js';
import type { Pair, Subjects } from './subjects.js';

export interface RuleMeta {
  /** The fault, as a sentence without a full stop: page heading, catalogue and SARIF name. */
  readonly title: string;
  /** What holds where the rule is silent, as a sentence without a full stop. */
  readonly healthy: string;
  readonly level: Level;
  /** Requirements of standards that the rule bears on, or why there is none. What AWS relates its own controls to follows. */
  readonly controls: RuleControls;
  /** What happens where the condition does not hold, and why it is easy to miss. Two to four sentences. */
  readonly why: string;
  /** Who may do without the rule; missing = nobody should. */
  readonly whenNot?: string;
  /** What the rule cannot see or does not look at, and what is known of disputed points. */
  readonly limits?: string;
  /** URLs of AWS pages or public threads. */
  readonly sources: readonly string[];
  /** Evidence the rule looks at, as API operations: `GetBucketPolicy`. */
  readonly needs: readonly string[];
  /** S3's failure reason codes that a finding of this rule predicts. */
  readonly failureReasons: readonly string[];
  /**
   * Headlines by the same ids as messages: the fault and where, without a full stop. Left out for messages about a missing permission,
   * whose headline names the action.
   */
  readonly headlines?: Readonly<Record<string, string>>;
  /**
   * Message templates by id; `{{name}}` is filled from the problem's data. What is wrong, where, consequence. Ends with a full stop. Two
   * bars part what is wrong from what follows, with the joining words between them.
   */
  readonly messages: Readonly<Record<string, string>>;
  /** What to do, by the same ids; may hold a statement to paste through `{{statement}}`. Ends with a full stop or a code block. */
  readonly help: Readonly<Record<string, string>>;
  /** Fires only when the configuration asks for it. */
  readonly optIn?: boolean;
  /** What is too much shows only beside all that is needed: not claimed where other buckets of the estate were not read. */
  readonly needsWholeEstate?: boolean;
  /** Rules about pairs: the engine runs this one for disabled replication rules, and all others for enabled ones only. */
  readonly forDisabled?: boolean;
}

export interface Problem {
  /** Key of `messages` and `help`. */
  readonly message: string;
  /** Fills the placeholders. Text from AWS is passed as it is; reporters escape. */
  readonly data: Readonly<Record<string, string>>;
  /** Raises or lowers the rule's level for this problem. */
  readonly level?: Level;
  readonly kind?: 'problem' | 'unknown';
  /** ARN of what is wrong. */
  readonly resource: string;
  readonly account: string | null;
  readonly region: string | null;
  readonly pair?: Pair | null;
  /** Evidence that is missing: the pairs whose verdict it leaves open. */
  readonly leavesOpen?: readonly Pair[];
  readonly permission?: MissingPermission | null;
  /** Of a KMS permission: the form of the encryption context that it is missing for. */
  readonly contextForm?: EncryptionContextForm | null;
  /** What to change, as data; the help says the same in words. */
  readonly patches?: readonly PatchDraft[];
  readonly failureReasons?: readonly string[];
  /** Where in the input; a fact's origin, with a path into a policy document where there is one. */
  readonly origin?: Origin | null;
  /** Takes part in the fingerprint, where rule, pair, principal, action, resource and cause do not tell two problems apart. */
  readonly discriminator?: string;
}

export interface Rule<S extends keyof Subjects = keyof Subjects> {
  /** Path of its file: `kms/decrypt-not-allowed`. */
  readonly id: string;
  readonly subject: S;
  readonly meta: RuleMeta;
  check(subject: Subjects[S]): Iterable<Problem>;
}

export type RuleDefinition<S extends keyof Subjects> = Omit<Rule<S>, 'id'>;

type Texts = Readonly<Record<string, string>>;

/** Names between double braces in a template. */
type Placeholders<Template extends string> = Template extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** A problem of one message, with data for each placeholder of the message and of its help. */
type ProblemWith<Texts extends string, Id extends string> = ProblemOn<Id, Placeholders<Texts>>;

/** For helpers of a rule: problems of some messages that all take the same data. */
export type ProblemOn<Message extends string, Data extends string> = Omit<Problem, 'message' | 'data'> & {
  readonly message: Message;
  readonly data: Readonly<Record<Data, string>>;
};

/** The problems that a rule of these messages can have. */
export type ProblemOf<
  Messages extends Texts,
  Help extends Texts,
  Headlines extends Texts = {},
> = string extends keyof Messages
  ? Problem
  : {
      [Id in keyof Messages & keyof Help & string]: ProblemWith<
        Messages[Id] | Help[Id] | (Id extends keyof Headlines ? Headlines[Id] : never),
        Id
      >;
    }[keyof Messages & keyof Help & string];

interface TypedDefinition<
  S extends keyof Subjects,
  Messages extends Texts,
  Help extends Texts,
  Headlines extends Partial<Record<keyof Messages, string>>,
> {
  readonly subject: S;
  readonly meta: Omit<RuleMeta, 'messages' | 'help' | 'headlines'> & {
    readonly messages: Messages;
    readonly help: Help;
    readonly headlines?: Headlines;
  };
  check(subject: Subjects[S]): Iterable<ProblemOf<Messages, Help, Headlines & Texts>>;
}

/**
 * Gives a rule file its types: what a problem says is tied to the placeholders of its message and help. The id is added by the
 * generated index from the file's path.
 */
export function defineRule<
  const S extends keyof Subjects,
  const Messages extends Texts = Texts,
  const Help extends Texts = Texts,
  const Headlines extends Partial<Record<keyof Messages, string>> = {},
>(definition: TypedDefinition<S, Messages, Help, Headlines>): RuleDefinition<S> {
  return definition as RuleDefinition<S>;
}

export type * from './subjects.js';
