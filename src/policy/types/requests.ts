/** Requests as they are asked, with what is known of their context. */
import type { StringSet } from '../strings/index.js';

/**
 * A text that may hold the object key the request ranges over: `prefix` followed by the key. A plain string is fixed.
 * `{ prefix: 'arn:aws:s3:::orders/' }` stands for the ARNs of all objects of the request.
 */
export type Text = string | { readonly prefix: string };

/** What is known of one condition key in the context of a request. */
export type ContextValue =
  | { readonly state: 'present'; readonly values: readonly Text[] }
  | { readonly state: 'absent' }
  /** One of a few scenarios: documentation leaves open which. A decision that is the same in all of them is certain. */
  | {
      readonly state: 'one-of';
      readonly alternatives: readonly ContextValue[];
      readonly question: Unanswered;
      /** Keys of one name are in their first scenario together, in their second, and so on. */
      readonly together?: string;
    }
  /** Any value, or none (`mayBeAbsent`). */
  | { readonly state: 'unknown'; readonly mayBeAbsent: boolean; readonly question: Unanswered };

/** Why something is open, and what would settle it. */
export interface Unanswered {
  readonly cause: 'undocumented' | 'unreadable' | 'too-complex';
  /** Stable id of the question, such as `context:s3:aws:SecureTransport` or `unreadable:GetKeyPolicy:arn:…`. */
  readonly id: string;
  /** What is not known, as a sentence. */
  readonly what: string;
  /** The test, the API call or the permission that would settle it, as a sentence. */
  readonly how: string;
  /** What it is about, where whoever asked knows it: handed back untouched. Missing = a question of the policy language. */
  readonly about?: QuestionSubject;
}

/** What an open question is about, as data. */
export type QuestionSubject =
  /** An answer that is missing. `subject` is a bucket name, an ARN, or `account 111122223333`. */
  | {
      readonly kind: 'read';
      readonly operation: string;
      readonly subject: string;
      /** Why it is missing. */
      readonly why: 'unreadable' | 'not-collected' | 'after-deployment' | 'outside';
    }
  /** Values that are not known yet, or that lie outside of the given code: their addresses. */
  | { readonly kind: 'value'; readonly addresses: readonly string[] }
  /** A policy that is not valid; `tag` is that of the policy, handed back. */
  | { readonly kind: 'policy'; readonly tag: unknown }
  /** The value of a condition key in the request, which an owner may know. */
  | { readonly kind: 'condition-key' }
  /** Whether the request is made at all, which an owner may know. */
  | { readonly kind: 'request' };

/** The condition keys of a request. */
export interface RequestContext {
  /** By lower-case condition key. */
  readonly values: ReadonlyMap<string, ContextValue>;
  /** For keys that `values` does not name: asked before `others`, with the lower-case key. */
  resolve?(key: string): ContextValue;
  /** Keys (lower case) that the request may carry although the service authorization reference does not list them for the action. */
  carriesToo?(key: string): boolean;
  /** For keys that nothing else says anything of and that the action may carry. */
  readonly others: ContextValue;
}

/** Who makes a request. */
export type RequestPrincipal =
  | {
      readonly kind: 'role-session';
      readonly partition: string;
      readonly account: string;
      /** With path. */
      readonly roleArn: string;
      /** `AROA…`, or null where it is not known. */
      readonly roleId: string | null;
      readonly sessionName: string;
    }
  | {
      readonly kind: 'service';
      readonly service: string;
      /** Further names under which the service may be the caller; nobody documents which it uses. */
      readonly otherNames?: readonly string[];
    };

/** A request: who, what, on which resource, in which context. */
export interface AccessRequest {
  readonly principal: RequestPrincipal;
  /** `s3:ReplicateObject`. */
  readonly action: string;
  readonly resource: Text;
  /**
   * Where the ARN of the one resource is not known: a pattern that it certainly matches, such as `arn:aws:kms:us-east-1:…:key/*`.
   * `resource` is then only a name for people.
   */
  readonly resourcePattern?: string;
  /** Account that owns the resource; null = not known. */
  readonly resourceAccount: string | null;
  /** The object keys that the request ranges over. For a request that no key is part of: `everyKey`. */
  readonly keys: StringSet;
  readonly context: RequestContext;
}
