import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as $}from"./ROQM7QTH.js";import{a as c,b as p,d,e as h,f as u}from"./KDWERUVP.js";import{a as g}from"./4XSHNVIT.js";import{c as m}from"./PESB2KOT.js";import{b as a}from"./6CHUULPW.js";var v=/[\\`*_[\]|<>&~$@#]|(?<=^\s*)[-+=:]|(?<=^\s*\d+)[.)]|:(?=\/\/)|(?<=\b(?:mailto|xmpp)):|(?<=\bwww)\./giu,F=/(?<=&#(?:64|35);)(?=[\p{L}\p{N}_])/gu;function w(n,o){return m(a(g(n,o))).replace(v,e=>`&#${e.charCodeAt(0)};`).replace(F,"&#8203;")}function l(n,o="json"){let e=Math.max(2,...Array.from(n.matchAll(/`+/gu),([r])=>r.length)),t="`".repeat(e+1);return`${t}${o}
${n.split(`
`).map(r=>m(a(r))).join(`
`)}
${t}`}var W=1e3,f=3;function s(n){return w(n,W)}function O(n){let{patches:o,harden:e,remaining:t,afterwards:r,verified:b}=n;return`${["## Replication: what to change",u(n),...o.length>0?[b?"Proved: audited again with all of them, nothing is allowed beyond the need, none can be left out.":"Not proved for all: see what remains."]:[],...c(o).map(i=>x(i)),...e===void 0||e.length===0?[]:["### Later: what is too broad",...c(e).map(i=>x(i))],...t.length===0?[]:["### What remains",t.map(({rule:i,message:k,why:y})=>`- \`${i}\`: ${s(k)} ${s(y)}`).join(`
`)],...r.length===0?[]:[j("Afterwards",r.map(i=>`${s(`${i.bucket}: ${i.text}`)}

${l(i.commands.join(`
`),"sh")}`).join(`

`))]].join(`

`)}
`}function j(n,o){return`<details>
<summary>${n}</summary>

${o}

</details>`}function x(n){let o=n.waitsFor.length===0?[]:[`Waits for ${n.waitsFor.map(t=>s(d(t))).join(", ")}.`],e=`${n.patches.length} change${n.patches.length===1?"":"s"}`;return j(`${s(p(n))}: ${e}`,[...o,...n.patches.map(P)].join(`

`))}function P(n){let o=[...new Set(n.changes.flatMap(({why:t})=>t))],e=$(n.previous,n.document).map(({mark:t,text:r})=>t==="@"?`@@ ${r} @@`:`${t}${r}`);return[`**${n.step}. ${s(d(n))}**${n.decision?" – its owner has to decide":""}: ${n.changes.map(t=>s(h(t))).join(", ")}`,...o.slice(0,f).map(t=>`> ${s(t)}`),...o.length>f?[`> and ${o.length-f} more`]:[],l(e.join(`
`),"diff")].join(`

`)}export{w as a,l as b,O as c};
