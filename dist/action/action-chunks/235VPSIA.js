import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as w}from"./ROQM7QTH.js";import{a as f,b as p,d as u,e as c,f as h}from"./KDWERUVP.js";import{a as T}from"./3K3RNMK3.js";import{a,b as s,d as m}from"./VL53WBRE.js";import{d as b}from"./V5NYSCKK.js";var $=b(T(),1);function M(e,{color:n}){let t=$.default.createColors(n);return`${[j(e,t),...f(e.patches).map(i=>y(i,t)),...e.harden===void 0?[]:F(e.harden,t),...e.remaining.length===0?[]:[v(e.remaining,t)],...e.afterwards.length===0?[]:[P(e.afterwards,t)],...e.notices.map(i=>s(i,a))].join(`

`)}
`}function j(e,n){let{patches:t,verified:r,proof:i,remaining:d}=e,o=h(e);if(t.length===0)return r&&d.length===0?n.green(o):o;let l=t.filter(({decision:g})=>g).length;return[o,r?n.green("Proved: audited again with all of them, nothing is allowed beyond the need, none can be left out."):n.red("Not proved for all: see what remains."),...l===0?[]:[n.yellow(`${l} of them an owner has to decide first.`)],...i.beyondNeed.map(({why:g})=>n.red(s(`More than needed: ${g}`,a)))].join(`
`)}function y(e,n){let t=e.waitsFor.length===0?[]:[`Waits for: ${e.waitsFor.map(r=>s(u(r),a)).join(", ")}`];return[n.bold(p(e)),...t,...e.patches.map(r=>x(r,n))].join(`

`)}function x(e,n){let t=`${e.step}. ${u(e)}`,r=[...e.decision?[n.yellow("to decide")]:[],...e.narrows?[n.yellow("takes access away")]:[]],i=e.size===null?[]:[`${e.size.is} of ${e.size.limit} ${e.size.unit}`],d=e.changes.flatMap(({why:o})=>o);return[[n.bold(s(t,a)),...r].join("  "),...e.changes.map(o=>`   ${s(c(o),a)}`),...[...new Set(d)].slice(0,6).map(o=>n.dim(`   ${s(o,a)}`)),...d.length>6?[n.dim(`   and ${d.length-6} more`)]:[],...w(e.previous,e.document).map(({mark:o,text:l})=>C(o,l,n)),n.dim(`   audited: ${e.before}${i.length===0?"":`, then ${i.join("")}`}`)].join(`
`)}function C(e,n,t){let r=`   ${e} ${m(n)}`;return e==="+"?t.green(r):e==="-"?t.red(r):e==="@"?t.cyan(r):r}function F(e,n){return e.length===0?["Nothing is too broad."]:[n.bold("Afterwards, once the changes above have proved themselves: take away what is too broad."),...f(e).map(t=>y(t,n))]}function v(e,n){return[n.bold("What remains"),...e.flatMap(({level:t,rule:r,message:i,why:d,help:o})=>[`${t==="error"?n.red(t):n.yellow(t)} ${r}`,`   ${s(i,a)}`,`   ${s(d,a)}`,...o===""?[]:[n.dim(`   ${m(o).replaceAll(`
`,`
   `)}`)]])].join(`
`)}function P(e,n){return[n.bold("Afterwards"),...e.flatMap(({bucket:t,text:r,commands:i})=>[`${s(t,a)}: ${s(r,a)}`,...i.map(d=>`   ${m(d)}`)])].join(`
`)}export{M as a};
