import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
import{a as p,b as d}from"./W3VZXPYE.js";import{a as W,b as x,c as k}from"./I6FAAPKD.js";import{a as c,b as $}from"./H3ZO5WC3.js";import{a as f,b as u,c as w,e as j,f as y}from"./CWDAYUU6.js";var F=1e3,g=3;function i(n){return p(n,F)}function _(n){let{patches:t,harden:r,remaining:s,afterwards:o,verified:a}=n,v=["## Replication: what to change",w(n),...t.length>0?[a?"Proved: audited again with all of them, nothing is allowed beyond the need, none can be left out.":"Not proved for all: see what remains."]:[],...c(t).map(e=>h(e)),...(n.cases??[]).flatMap(e=>{let m=x(e.patches,n);return[`**When ${i(e.when)}:** ${k(e.patches,m,e.verified)}`,...c(m).map(l=>h(l))]}),...r===void 0||r.length===0?[]:["### Later: what is too broad",...c(r).map(e=>h(e))],...s.length===0?[]:["### What remains",s.map(({rule:e,message:m,why:l})=>`- \`${e}\`: ${i(m)} ${i(l)}`).join(`
`)],...o.length===0?[]:[b("Afterwards",o.map(e=>`${i(`${e.bucket}: ${e.text}`)}

${d(e.commands.join(`
`),"sh")}`).join(`

`))]];return`${B(v).join(`

`)}
`}var P=6e4;function B(n){let t=[],r=0;for(let o of n)r+o.length+2>P||(t.push(o),r+=o.length+2);let s=n.length-t.length;return s===0?t:[...t,`${s} more part${s===1?" is":"s are"} too long for a comment: see the folder or \`--format text\`.`]}function b(n,t){return`<details>
<summary>${n}</summary>

${t}

</details>`}function h(n){let t=n.waitsFor.length===0?[]:[`Waits for ${n.waitsFor.map(s=>i(f(s))).join(", ")}.`],r=`${n.patches.length} change${n.patches.length===1?"":"s"}`;return b(`${i($(n))}: ${r}`,[...t,...n.patches.map(L)].join(`

`))}function L(n){let t=[...new Set(n.changes.flatMap(({why:o})=>o))],r=y(n),s=W(n.previous,n.document).map(({mark:o,text:a})=>o==="@"?`@@ ${a} @@`:`${o}${a}`);return[`**Step ${n.step}: ${i(f(n))}**${n.decision?" – its owner has to decide":""}: ${[...new Set(n.changes.map(u))].map(i).join(", ")}`,...t.slice(0,g).map(o=>`> ${i(o)}`),...t.length>g?[`> and ${t.length-g} more`]:[],...r===null?[]:[`At ${i([r,j(n)??[]].flat().join(". "))}`],d(s.join(`
`),"diff")].join(`

`)}export{_ as a};
