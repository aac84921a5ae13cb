import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as $,b as d}from"./G2XX6BB4.js";import{a as x,b as y,c as W}from"./RMVJCBX6.js";import{a as m,b as p}from"./627WCMOI.js";import{a as h,b as u,c as w,e as j}from"./UQWWOONW.js";var F=1e3,f=3;function i(n){return $(n,F)}function _(n){let{patches:t,harden:r,remaining:s,afterwards:e,verified:a}=n,v=["## Replication: what to change",w(n),...t.length>0?[a?"Proved: audited again with all of them, nothing is allowed beyond the need, none can be left out.":"Not proved for all: see what remains."]:[],...m(t).map(o=>g(o)),...(n.cases??[]).flatMap(o=>{let c=y(o.patches,n);return[`**When ${i(o.when)}:** ${W(o.patches,c,o.verified)}`,...m(c).map(l=>g(l))]}),...r===void 0||r.length===0?[]:["### Later: what is too broad",...m(r).map(o=>g(o))],...s.length===0?[]:["### What remains",s.map(({rule:o,message:c,why:l})=>`- \`${o}\`: ${i(c)} ${i(l)}`).join(`
`)],...e.length===0?[]:[k("Afterwards",e.map(o=>`${i(`${o.bucket}: ${o.text}`)}

${d(o.commands.join(`
`),"sh")}`).join(`

`))]];return`${b(v).join(`

`)}
`}var P=6e4;function b(n){let t=[],r=0;for(let e of n)r+e.length+2>P||(t.push(e),r+=e.length+2);let s=n.length-t.length;return s===0?t:[...t,`${s} more part${s===1?" is":"s are"} too long for a comment: see the folder or \`--format text\`.`]}function k(n,t){return`<details>
<summary>${n}</summary>

${t}

</details>`}function g(n){let t=n.waitsFor.length===0?[]:[`Waits for ${n.waitsFor.map(s=>i(h(s))).join(", ")}.`],r=`${n.patches.length} change${n.patches.length===1?"":"s"}`;return k(`${i(p(n))}: ${r}`,[...t,...n.patches.map(B)].join(`

`))}function B(n){let t=[...new Set(n.changes.flatMap(({why:e})=>e))],r=j(n),s=x(n.previous,n.document).map(({mark:e,text:a})=>e==="@"?`@@ ${a} @@`:`${e}${a}`);return[`**${n.step}. ${i(h(n))}**${n.decision?" – its owner has to decide":""}: ${n.changes.map(e=>i(u(e))).join(", ")}`,...t.slice(0,f).map(e=>`> ${i(e)}`),...t.length>f?[`> and ${t.length-f} more`]:[],...r===null?[]:[`At ${i(r)}`],d(s.join(`
`),"diff")].join(`

`)}export{_ as a};
