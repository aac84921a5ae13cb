import { jsonText } from '../../reporters/escape/json.js';
import type { FixReport } from '../model.js';

export function fixJson(fix: FixReport): string {
  return jsonText(fix);
}
