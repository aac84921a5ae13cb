/**
 * The shapes of the policy language: documents as they are parsed, requests as they are asked, decisions as they are given.
 * This room knows IAM and nothing of S3 replication.
 */
export type * from './types/authorities.js';
export type * from './types/decisions.js';
export type * from './types/documents.js';
export type * from './types/requests.js';
