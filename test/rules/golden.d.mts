import type { AuditOptions } from '../../src/judge.js';
import type { Report } from '../../src/report/model.js';

export function goldenPath(id: string): string;
export function goldenIds(): readonly string[];
export function goldenText(id: string, auditOf: (snapshot: unknown, options: AuditOptions) => Report): string;
