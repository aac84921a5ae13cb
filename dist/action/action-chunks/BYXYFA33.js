import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
import{a as x,c as $,d as m,e as g}from"./GUBGOKBN.js";import{a as u,e as d,f as h}from"./3OV3X24B.js";import{a as l,b as f}from"./H3ZO5WC3.js";import{d as c,g as p}from"./CWDAYUU6.js";import{b as a}from"./UUI673U3.js";function V({patches:e}){return`${["# Pieces to put where each document is managed today: a second resource for one of them would fight the first.",...l(e).map(n=>[o(f(n)),...n.patches.map(T)].join(`

`))].join(`

`)}
`}function o(e){return e.split(`
`).map(t=>`# ${a(t)}`.trimEnd()).join(`
`)}function T(e){let t=h(e),n=p(e).join(`
`);if(t===null)return`${o(n)}
${o(k(e))}`;let r=Object.fromEntries(Object.entries(t.values).map(([b,s])=>[b,s instanceof d?new x(`jsonencode(${$(s.value,"  ")})`):s])),i=t.block===null?[]:[m(...t.block)],j=u(e).replace(/[^A-Za-z0-9_]+/gu,"_"),y=g(m(`resource "${t.type}" "${j}"`,r,i));return`${o(n)}
${t.isWhole?"":`${o("In the resource that is there:")}
`}${y.trimEnd()}`}function k({changes:e,document:t,operation:n}){return n==="remove-statement"?"Take this policy off.":e.map(({part:r,value:i})=>`${r??"The whole"}: lay this over it
${c(i)}`).join(`
`).concat(e.length===0?c(t):"").trimEnd()}export{V as a};
