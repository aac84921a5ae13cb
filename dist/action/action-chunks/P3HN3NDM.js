import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as w,e as T,f as V}from"./RQZPIKJ5.js";import{a as y,b as h}from"./627WCMOI.js";import{a as b,b as j,d as m,e as k}from"./UQWWOONW.js";import{a as d,b as x}from"./6CHUULPW.js";var u=class{text;constructor(t){this.text=t}};function A(n){return`"${F(n)}"`}function F(n){let t=JSON.stringify(n).slice(1,-1).replace(/\\(?:\\|b|f)/gu,e=>({"\\b":"\\u0008","\\f":"\\u000c"})[e]??e).replaceAll("${",()=>"$${").replaceAll("%{",()=>"%%{");return d(t,e=>e>65535?`\\U${E(e,8)}`:`\\u${E(e,4)}`)}function E(n,t){return n.toString(16).padStart(t,"0")}function R(n){return/^[A-Za-z_][\w-]*$/u.test(n)?n:A(n)}function p(n,t=""){if(n instanceof u)return n.text;if(typeof n=="string")return A(n);if(typeof n!="object")return String(n);let e=`${t}  `;if(Array.isArray(n)){let o=n.map(i=>p(i,e)),s=`[${o.join(", ")}]`;return s.length<=100&&!s.includes(`
`)?s:`[
${o.map(i=>`${e}${i},
`).join("")}${t}]`}let r=B(Object.entries(n).map(([o,s])=>[R(o),p(s,e)]),e);return r.length===0?"{}":`{
${r}${t}}`}function B(n,t){let e=[],r=[],o=()=>{let s=Math.max(0,...r.map(([i])=>i.length));for(let i of r.map(([c,l])=>`${t}${c.padEnd(s)} = ${l}
`))e.push(i);r=[]};for(let s of n){let[i,c]=s;if(!c.includes(`
`)){r.push(s);continue}o(),e.push(`${t}${i} = ${c}
`)}return o(),e.join("")}function g(n,t={},e=[]){return{head:n,values:t,blocks:e}}function $({head:n,values:t={},blocks:e=[]},r=""){let o=`${r}  `,s=Object.entries(t).map(([a,O])=>[a,p(O,o)]),i=B(s,o),c=e.map(a=>$(a,o)),l=i===""?c:[i,...c];return l.length===0?`${r}${n} {}
`:`${r}${n} {
${l.join(`
`)}${r}}
`}function M({patches:n}){return`${["# Pieces to put where each document is managed today: a second resource for one of them would fight the first.",...y(n).map(e=>[f(h(e)),...e.patches.map(S)].join(`

`))].join(`

`)}
`}function f(n){return n.split(`
`).map(t=>`# ${x(t)}`.trimEnd()).join(`
`)}function S(n){let t=V(n),e=k(n),r=[`${n.step}. ${b(n)}${n.decision?" (its owner has to decide)":""}`,...n.changes.map(j),...e===null?[]:[`Stands at ${e}`]].join(`
`);if(t===null)return`${f(r)}
${f(W(n))}`;let o=Object.fromEntries(Object.entries(t.values).map(([l,a])=>[l,a instanceof T?new u(`jsonencode(${p(a.value,"  ")})`):a])),s=t.block===null?[]:[g(...t.block)],i=w(n).replace(/[^A-Za-z0-9_]+/gu,"_"),c=$(g(`resource "${t.type}" "${i}"`,o,s));return`${f(r)}
${t.isWhole?"":`${f("In the resource that is there:")}
`}${c.trimEnd()}`}function W({changes:n,document:t,operation:e}){return e==="remove-statement"?"Take this policy off.":n.map(({part:r,value:o})=>`${r??"The whole"}: lay this over it
${m(o)}`).join(`
`).concat(n.length===0?m(t):"").trimEnd()}export{M as a};
