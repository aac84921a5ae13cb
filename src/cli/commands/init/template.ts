/**
 * Every setting of the configuration, each with what it does and an example that is commented out. Without the `# ` in front of its
 * example lines it is a valid configuration: a test holds that, and that no setting is missing.
 */
export const configurationTemplate = `# yaml-language-server: $schema=https://raw.githubusercontent.com/replint/replint/main/schemas/replint-config.schema.json
#
# Configuration of replint. replint uses the nearest one in the folder where it runs or above, up to the root of the repository.
# Every setting is commented out. Remove the "# " from the lines that you need. docs/configuration.md describes them.

## Lowest level of finding that fails the run: error, warning, note or never. --fail-on overrides it.
# failOn: error

## Whether a run passes even if a verdict is unknown because evidence could not be read.
# allowIncomplete: false

## Whether a verdict is unknown if the organization's policies (SCPs and RCPs) were not read.
# requireOrganization: false

## Level of single rules: error, warning, note or off. \`replint rules\` lists them.
# severity:
#   coverage/failures-invisible: warning
#   coverage/delete-markers-not-replicated: off

## Findings that are accepted. Each entry names what it covers, why it is accepted, and who is responsible.
## An entry can name: rule, sourceBucket, replicationRule, role, account, region (* and ? are wildcards), fingerprint.
# suppressions:
#   - rule: least-privilege/*
#     role: legacy-replication
#     reason: The role is replaced when the account moves.
#     owner: storage-team
#     expires: 2099-12-31 # the last day on which it applies

## Accounts and organizations that are allowed to receive replicas, and to use keys and buckets.
# trustedAccounts: ['444455556666']
# trustedOrganizations: [o-a1b2c3d4e5]

## Buckets that must replicate, by name or by tag, and where to.
# mustReplicate:
#   - bucket: ledger-*
#     toRegions: [eu-central-1, eu-west-1]
#     toAccounts: ['444455556666']
#     reason: Ledgers are kept in the EU, in the backup account.
#   - tag: { key: tier, value: gold }

## Keys that objects of a bucket are encrypted with, besides its default key.
# sourceKeys:
#   ledger-2024: arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-4333-8444-555555555555

## Answers to questions that the AWS documentation leaves open, by the ID that evidence/undocumented names: a value, absent, yes or no.
# settled:
#   request:A-20: yes
`;
