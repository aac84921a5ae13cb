/** PCI DSS v4.0.1. The standard gives its requirements no titles: they stand here in short. */
import type { ControlFacts, Standard } from './model.js';

export const pciDss: Standard = {
  name: 'PCI DSS v4.0.1',
  source: 'https://www.pcisecuritystandards.org/document_library/',
};

const source = pciDss.source;

export const pciControls = {
  'PCI DSS v4.0.1/3.5.1': { title: 'PAN is rendered unreadable anywhere it is stored', source },
  'PCI DSS v4.0.1/3.6.1': {
    title: 'Keys that protect stored account data are protected; access to them is restricted to the fewest',
    source,
  },
  'PCI DSS v4.0.1/7.2.5': {
    title: 'Application and system accounts have the least privileges that are necessary',
    source,
  },
  'PCI DSS v4.0.1/10.3.3': {
    title: 'Audit log files are promptly backed up to a place that is difficult to modify',
    source,
  },
  'PCI DSS v4.0.1/10.5.1': { title: 'Audit log history is retained for at least 12 months', source },
} as const satisfies Readonly<Record<string, ControlFacts>>;
