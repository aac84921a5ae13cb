/** ISO/IEC 27001:2022, Annex A. */
import type { ControlFacts, Standard } from './model.js';

export const iso: Standard = {
  name: 'ISO/IEC 27001:2022',
  source: 'https://www.iso.org/standard/27001',
};

const source = iso.source;

export const isoControls = {
  'ISO/IEC 27001:2022 A.5.14': { title: 'Information transfer', source },
  'ISO/IEC 27001:2022 A.5.15': { title: 'Access control', source },
  'ISO/IEC 27001:2022 A.8.3': { title: 'Information access restriction', source },
  'ISO/IEC 27001:2022 A.8.9': { title: 'Configuration management', source },
  'ISO/IEC 27001:2022 A.8.10': { title: 'Information deletion', source },
  'ISO/IEC 27001:2022 A.8.13': { title: 'Information backup', source },
  'ISO/IEC 27001:2022 A.8.14': { title: 'Redundancy of information processing facilities', source },
  'ISO/IEC 27001:2022 A.8.16': { title: 'Monitoring activities', source },
  'ISO/IEC 27001:2022 A.8.24': { title: 'Use of cryptography', source },
} as const satisfies Readonly<Record<string, ControlFacts>>;
