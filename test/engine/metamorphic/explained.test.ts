/** What is said of one object never contradicts what is said of all objects. */
import { test } from '@jest/globals';
import fc from 'fast-check';
import { defaultSettings } from '../../../src/engine/audit.js';
import { explain } from '../../../src/judge.js';
import { objectClasses } from '../../../src/report/model.js';
import { readSnapshots } from '../../../src/sources/snapshot/read-snapshot.js';
import { auditOf } from '../../audit-of.js';
import { fuzz } from '../../fuzz/settings.js';
import { estate } from './estates.js';

const now = '2026-11-25T00:00:00Z';

test('an object and all objects', () => {
  fc.assert(
    fc.property(estate, fc.constantFrom('a', 'a/b', 'xb', 'logs/a', 'b'), ({ snapshot, names }, drawn) => {
      const { estate: read } = readSnapshots([{ name: 'e.json', kind: 'snapshot', text: JSON.stringify(snapshot) }]);
      const entry = auditOf(snapshot).replication.find(({ source }) => source.bucket === names.source);
      if (entry === undefined) throw new Error('no entry');
      for (const objectClass of [null, ...objectClasses]) {
        const whole = objectClass === null ? entry.verdict : entry.byObjectClass[objectClass];
        const example = objectClass === null ? entry.counterexample : null;
        for (const key of [drawn, ...(example === null ? [] : [example.slice(names.source.length + 1)])]) {
          const asked = { bucket: names.source, key, objectClass, bucketKey: null, replicationRule: null };
          const [rule] = explain(read, { ...asked, settings: { ...defaultSettings, now } }).replicationRules;
          if (rule === undefined || rule.passedOver !== null) continue;
          const say = `${objectClass ?? 'default'} ${key}: ${rule.verdict}, of all ${whole}`;
          if ((whole === 'replicates' || whole === 'fails') && rule.verdict !== whole) throw new Error(say);
          if (key !== drawn && rule.verdict !== 'fails') throw new Error(`${say}, and it is the counterexample`);
        }
      }
    }),
    fuzz(20),
  );
});
