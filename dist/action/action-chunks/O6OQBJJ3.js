import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as y,c as b,d as a,e as j}from"./FQXLCQY3.js";import{a as h,e as x,f as g}from"./TLDMBO3T.js";import{a as m,b as d}from"./627WCMOI.js";import{a as u,b as f,d as c,e as p,f as $}from"./HFOXECEJ.js";import{b as l}from"./UYFRT2UQ.js";function S({patches:e}){return`${["# Pieces to put where each document is managed today: a second resource for one of them would fight the first.",...m(e).map(t=>[o(d(t)),...t.patches.map(v)].join(`

`))].join(`

`)}
`}function o(e){return e.split(`
`).map(n=>`# ${l(n)}`.trimEnd()).join(`
`)}function v(e){let n=g(e),t=$(e),r=p(e),i=[`Step ${e.step}: ${u(e)}${e.decision?" (its owner has to decide)":""}`,...e.changes.map(f),...t===null?[]:[`Stands at ${t}`],...r===null?[]:[r]].join(`
`);if(n===null)return`${o(i)}
${o(W(e))}`;let T=Object.fromEntries(Object.entries(n.values).map(([F,s])=>[F,s instanceof x?new y(`jsonencode(${b(s.value,"  ")})`):s])),k=n.block===null?[]:[a(...n.block)],w=h(e).replace(/[^A-Za-z0-9_]+/gu,"_"),E=j(a(`resource "${n.type}" "${w}"`,T,k));return`${o(i)}
${n.isWhole?"":`${o("In the resource that is there:")}
`}${E.trimEnd()}`}function W({changes:e,document:n,operation:t}){return t==="remove-statement"?"Take this policy off.":e.map(({part:r,value:i})=>`${r??"The whole"}: lay this over it
${c(i)}`).join(`
`).concat(e.length===0?c(n):"").trimEnd()}export{S as a};
