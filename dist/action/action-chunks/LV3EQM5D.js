import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as $,b as d}from"./G2XX6BB4.js";import{a as W,b as x,c as k}from"./QRNZ76TO.js";import{a as c,b as p}from"./627WCMOI.js";import{a as f,b as u,c as w,e as j,f as y}from"./FG47RLVY.js";var F=1e3,g=3;function i(n){return $(n,F)}function C(n){let{patches:t,harden:r,remaining:s,afterwards:e,verified:a}=n,v=["## Replication: what to change",w(n),...t.length>0?[a?"Proved: audited again with all of them, nothing is allowed beyond the need, none can be left out.":"Not proved for all: see what remains."]:[],...c(t).map(o=>h(o)),...(n.cases??[]).flatMap(o=>{let m=x(o.patches,n);return[`**When ${i(o.when)}:** ${k(o.patches,m,o.verified)}`,...c(m).map(l=>h(l))]}),...r===void 0||r.length===0?[]:["### Later: what is too broad",...c(r).map(o=>h(o))],...s.length===0?[]:["### What remains",s.map(({rule:o,message:m,why:l})=>`- \`${o}\`: ${i(m)} ${i(l)}`).join(`
`)],...e.length===0?[]:[b("Afterwards",e.map(o=>`${i(`${o.bucket}: ${o.text}`)}

${d(o.commands.join(`
`),"sh")}`).join(`

`))]];return`${B(v).join(`

`)}
`}var P=6e4;function B(n){let t=[],r=0;for(let e of n)r+e.length+2>P||(t.push(e),r+=e.length+2);let s=n.length-t.length;return s===0?t:[...t,`${s} more part${s===1?" is":"s are"} too long for a comment: see the folder or \`--format text\`.`]}function b(n,t){return`<details>
<summary>${n}</summary>

${t}

</details>`}function h(n){let t=n.waitsFor.length===0?[]:[`Waits for ${n.waitsFor.map(s=>i(f(s))).join(", ")}.`],r=`${n.patches.length} change${n.patches.length===1?"":"s"}`;return b(`${i(p(n))}: ${r}`,[...t,...n.patches.map(L)].join(`

`))}function L(n){let t=[...new Set(n.changes.flatMap(({why:e})=>e))],r=y(n),s=W(n.previous,n.document).map(({mark:e,text:a})=>e==="@"?`@@ ${a} @@`:`${e}${a}`);return[`**${n.step}. ${i(f(n))}**${n.decision?" – its owner has to decide":""}: ${n.changes.map(e=>i(u(e))).join(", ")}`,...t.slice(0,g).map(e=>`> ${i(e)}`),...t.length>g?[`> and ${t.length-g} more`]:[],...r===null?[]:[`At ${i([r,j(n)??[]].flat().join(". "))}`],d(s.join(`
`),"diff")].join(`

`)}export{C as a};
