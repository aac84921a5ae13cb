import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
import{a as w,b as c}from"./H3ZO5WC3.js";import{a as d}from"./CWDAYUU6.js";import{a as l}from"./M4QLDCSQ.js";import{b as $}from"./UUI673U3.js";import{hash as j}from"node:crypto";function h(n){return Array.isArray(n)?`[${n.map(h).join(",")}]`:typeof n=="object"&&n!==null?`{${Object.keys(n).sort(C).map(o=>`${g(o)}:${h(n[o])}`).join(",")}}`:typeof n=="string"?g(n):JSON.stringify(n)}function g(n){return JSON.stringify(n).replaceAll("","\\u007f")}function C(n,t){return Buffer.compare(Buffer.from(n),Buffer.from(t))}function y(n){return n===null?"absent":`sha256:${j("sha256",`${h(n)}
`)}`}var b=String.raw`set -euo pipefail

stop() {
  printf 'replint: %s\n' "$1" >&2
  exit 1
}

with_decisions=no
dry_run=no
for argument in "$@"; do
  case "$argument" in
    --with-decisions) with_decisions=yes ;;
    --dry-run) dry_run=yes ;;
    *) stop "Unknown option: $argument. There are --dry-run and --with-decisions." ;;
  esac
done

for tool in aws jq; do
  command -v "$tool" >/dev/null || stop "This script needs $tool."
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
kept="replint-before-$(date -u +%Y%m%dT%H%M%SZ)"

digest() {
  jq -S -c . | if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -d ' ' -f 1
}

# A copy of what is about to be replaced, to go back to.
keep() {
  mkdir -p "$kept"
  cp "$1" "$kept/$2.json"
}

# change NUMBER WHAT AUDITED NEW ABSENT_CODE DECISION
change() {
  local number=$1 what=$2 audited=$3 new=$4 absent=$5 decision=$6 current
  if [ "$decision" = yes ] && [ "$with_decisions" = no ]; then
    printf '%s. %s: left out, its owner has to decide (--with-decisions)\n' "$number" "$what"
    return
  fi
  if "read_$number" >"$work/found" 2>"$work/errors"; then
    current=$(digest <"$work/found")
  elif [ -n "$absent" ] && grep -qE "$absent" "$work/errors"; then
    current=absent
  else
    cat "$work/errors" >&2
    stop "$what cannot be read. Nothing more is changed."
  fi
  if [ "$current" = "$new" ]; then
    printf '%s. %s: is there already\n' "$number" "$what"
    return
  fi
  if [ "$current" != "$audited" ]; then
    stop "$what has changed since it was audited. Audit again. Nothing more is changed."
  fi
  if [ "$dry_run" = yes ]; then
    printf '%s. %s: would be changed\n' "$number" "$what"
    return
  fi
  if [ "$current" != absent ]; then keep "$work/found" "$number"; fi
  "write_$number"
  printf '%s. %s: changed\n' "$number" "$what"
}
`,k=String.raw`
# make_room POLICY_ARN: the oldest of five versions goes; a copy of it stays here.
make_room() {
  local oldest
  aws iam list-policy-versions --policy-arn "$1" --output json >"$work/versions"
  if [ "$(jq '.Versions | length' <"$work/versions")" -lt 5 ]; then return; fi
  oldest=$(jq -r '[.Versions[] | select(.IsDefaultVersion | not)] | sort_by(.CreateDate) | .[0].VersionId' <"$work/versions")
  aws iam get-policy-version --policy-arn "$1" --version-id "$oldest" --query PolicyVersion.Document --output json >"$work/oldest"
  keep "$work/oldest" "version-$oldest-$(basename "$1")"
  aws iam delete-policy-version --policy-arn "$1" --version-id "$oldest"
}
`;var _="# shellcheck disable=SC2016,SC2317,SC2329";function M(n,t){let o=n.flatMap((e,f)=>{let p=t(e);return p===null?[]:[{patch:e,number:f+1,commands:p}]}),u=o.map(({patch:e})=>e),s=n.filter(e=>t(e)===null),r=new Map(o.map(({patch:e,number:f})=>[e.id,f])),a=o.some(({commands:e})=>e.managedPolicy!==void 0),m=w(u);return["#!/usr/bin/env bash",...x(m),...s.map(e=>i(`Only in code, to be changed there: ${d(e)}`)),_,b,...a?[k]:[],...o.map(e=>O(e.number,e.patch,e.commands)),"account=$(aws sts get-caller-identity --query Account --output text)","known=no","",...m.map(e=>S(e,r,t)),'if [ "$known" = no ]; then stop "Nothing here is to be changed in account $account."; fi',""].join(`
`)}function i(n){return`# ${$(n)}`}function x(n){return["# Makes S3 replication work: written by replint, and proved by a second audit of what was read.","#",...n.map(t=>i(c(t))),...n.flatMap(({waitsFor:t})=>t.map(o=>i(`Waits for: ${d(o)}`))),"#","# Each document is read again first, and nothing is changed that is not as it was audited. Between that and the change","# there remain some seconds. What was there is kept in the folder replint-before-TIME.","#   --dry-run         only looks whether all is as it was audited","#   --with-decisions  also changes that their owner has to decide on: exceptions in a Deny, and what cannot be taken back","#"]}function O(n,t,{read:o,writes:u,managedPolicy:s}){let r=s===void 0?[]:[`  make_room ${l(s)}`];return[i(`${n}. ${d(t)}`),`read_${n}() {`,`  ${o}`,"}",`write_${n}() {`,...r,...u.map(a=>`  ${a} >/dev/null`),"}",""].join(`
`)}function S(n,t,o){let s=["  known=yes",...n.patches.map(r=>{let a=o(r)?.absentCode??null;return`  change ${[String(t.get(r.id)),$(d(r)),r.before.replace("sha256:",""),y(r.document).replace("sha256:",""),a??"",r.decision?"yes":"no"].map(e=>e===""?"''":l(e)).join(" ")}`})];return n.owner==="organization"?[i(c(n)),'if [ "$with_decisions" = yes ] && aws organizations describe-organization >/dev/null 2>&1; then',...s,"fi",""].join(`
`):n.account===null?[i(c(n)),"{",...s,"}",""].join(`
`):[i(c(n)),`if [ "$account" = ${n.account} ]; then`,...s,"fi",""].join(`
`)}export{y as a,M as b};
