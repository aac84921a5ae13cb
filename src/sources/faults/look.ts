/** For what looks like nothing in particular. */
export const inputsAre =
  'Inputs are snapshots, templates of CloudFormation, plans, states and code of Terraform, answers of the AWS CLI, and items of AWS Config. `replint collect -o FILE` writes a snapshot.';

/** What an input looks like, and what to do about it. */
export interface Look {
  readonly message: string;
  readonly help: string | null;
}
