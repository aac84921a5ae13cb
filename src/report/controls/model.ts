/** What a control is: one requirement of a standard that people are audited against. */

export interface Standard {
  readonly name: string;
  /** Page of its publisher. */
  readonly source: string;
}

/** One entry of a table of controls. */
export interface ControlFacts {
  /** As its publisher words it; of PCI DSS, which gives no titles, the requirement in short. */
  readonly title: string;
  /** URL of a page that shows it. */
  readonly source: string;
}

/** A control as reports show it. */
export interface Control extends ControlFacts {
  /** `NIST.800-53.r5 CP-6(1)`, `S3.7`, `PCI DSS v4.0.1/3.5.1`, `ISO/IEC 27001:2022 A.8.13`: the form that AWS Security Hub uses, too. */
  readonly id: string;
  /** Name of the standard. */
  readonly standard: string;
}
