/**
 * NIST SP 800-53 Rev. 5, those controls that AWS Security Hub relates to its controls of S3 replication, versioning, encryption, keys and
 * access. Titles as in the catalogue of NIST.
 */
import type { ControlFacts, Standard } from './model.js';

export const nist: Standard = {
  name: 'NIST SP 800-53 Rev. 5',
  source: 'https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final',
};

const source = nist.source;

export const nistControls = {
  'NIST.800-53.r5 AC-3': { title: 'Access Enforcement', source },
  'NIST.800-53.r5 AC-3(7)': { title: 'Access Enforcement | Role-based Access Control', source },
  'NIST.800-53.r5 AC-4': { title: 'Information Flow Enforcement', source },
  'NIST.800-53.r5 AC-5': { title: 'Separation of Duties', source },
  'NIST.800-53.r5 AC-6': { title: 'Least Privilege', source },
  'NIST.800-53.r5 AC-6(3)': { title: 'Least Privilege | Network Access to Privileged Commands', source },
  'NIST.800-53.r5 AC-21': { title: 'Information Sharing', source },
  'NIST.800-53.r5 AU-9(2)': {
    title: 'Protection of Audit Information | Store on Separate Physical Systems or Components',
    source,
  },
  'NIST.800-53.r5 CA-7': { title: 'Continuous Monitoring', source },
  'NIST.800-53.r5 CP-6': { title: 'Alternate Storage Site', source },
  'NIST.800-53.r5 CP-6(1)': { title: 'Alternate Storage Site | Separation from Primary Site', source },
  'NIST.800-53.r5 CP-6(2)': { title: 'Alternate Storage Site | Recovery Time and Recovery Point Objectives', source },
  'NIST.800-53.r5 CP-9': { title: 'System Backup', source },
  'NIST.800-53.r5 CP-10': { title: 'System Recovery and Reconstitution', source },
  'NIST.800-53.r5 SC-12': { title: 'Cryptographic Key Establishment and Management', source },
  'NIST.800-53.r5 SC-12(2)': { title: 'Cryptographic Key Establishment and Management | Symmetric Keys', source },
  'NIST.800-53.r5 SC-13': { title: 'Cryptographic Protection', source },
  'NIST.800-53.r5 SC-28': { title: 'Protection of Information at Rest', source },
  'NIST.800-53.r5 SC-28(1)': { title: 'Protection of Information at Rest | Cryptographic Protection', source },
  'NIST.800-53.r5 SC-36(2)': { title: 'Distributed Processing and Storage | Synchronization', source },
  'NIST.800-53.r5 SI-4': { title: 'System Monitoring', source },
  'NIST.800-53.r5 SI-12': { title: 'Information Management and Retention', source },
  'NIST.800-53.r5 SI-13(5)': { title: 'Predictable Failure Prevention | Failover Capability', source },
} as const satisfies Readonly<Record<string, ControlFacts>>;
