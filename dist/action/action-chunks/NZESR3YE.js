import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as k,c as w,d as T}from"./NYCPRKQA.js";import{a as h,b as y,d as b,e as j,g as m}from"./KDWERUVP.js";import{a as d,b as x}from"./6CHUULPW.js";var l=class{text;constructor(t){this.text=t}};function E(n){return`"${O(n)}"`}function O(n){let t=JSON.stringify(n).slice(1,-1).replace(/\\(?:\\|b|f)/gu,e=>({"\\b":"\\u0008","\\f":"\\u000c"})[e]??e).replaceAll("${",()=>"$${").replaceAll("%{",()=>"%%{");return d(t,e=>e>65535?`\\U${V(e,8)}`:`\\u${V(e,4)}`)}function V(n,t){return n.toString(16).padStart(t,"0")}function F(n){return/^[A-Za-z_][\w-]*$/u.test(n)?n:E(n)}function u(n,t=""){if(n instanceof l)return n.text;if(typeof n=="string")return E(n);if(typeof n!="object")return String(n);let e=`${t}  `;if(Array.isArray(n)){let o=n.map(s=>u(s,e)),i=`[${o.join(", ")}]`;return i.length<=100&&!i.includes(`
`)?i:`[
${o.map(s=>`${e}${s},
`).join("")}${t}]`}let r=A(Object.entries(n).map(([o,i])=>[F(o),u(i,e)]),e);return r.length===0?"{}":`{
${r}${t}}`}function A(n,t){let e=[],r=[],o=()=>{let i=Math.max(0,...r.map(([s])=>s.length));for(let s of r.map(([c,a])=>`${t}${c.padEnd(i)} = ${a}
`))e.push(s);r=[]};for(let i of n){let[s,c]=i;if(!c.includes(`
`)){r.push(i);continue}o(),e.push(`${t}${s} = ${c}
`)}return o(),e.join("")}function g(n,t={},e=[]){return{head:n,values:t,blocks:e}}function $({head:n,values:t={},blocks:e=[]},r=""){let o=`${r}  `,i=Object.entries(t).map(([f,B])=>[f,u(B,o)]),s=A(i,o),c=e.map(f=>$(f,o)),a=s===""?c:[s,...c];return a.length===0?`${r}${n} {}
`:`${r}${n} {
${a.join(`
`)}${r}}
`}function J({patches:n}){return`${["# Pieces to put where each document is managed today: a second resource for one of them would fight the first.",...h(n).map(e=>[p(y(e)),...e.patches.map(R)].join(`

`))].join(`

`)}
`}function p(n){return n.split(`
`).map(t=>`# ${x(t)}`.trimEnd()).join(`
`)}function R(n){let t=T(n),e=[`${n.step}. ${b(n)}${n.decision?" (its owner has to decide)":""}`,...n.changes.map(j)].join(`
`);if(t===null)return`${p(e)}
${p(S(n))}`;let r=Object.fromEntries(Object.entries(t.values).map(([c,a])=>[c,a instanceof w?new l(`jsonencode(${u(a.value,"  ")})`):a])),o=t.block===null?[]:[g(...t.block)],i=k(n).replace(/[^A-Za-z0-9_]+/gu,"_"),s=$(g(`resource "${t.type}" "${i}"`,r,o));return`${p(e)}
${t.isWhole?"":`${p("In the resource that is there:")}
`}${s.trimEnd()}`}function S({changes:n,document:t,operation:e}){return e==="remove-statement"?"Take this policy off.":n.map(({part:r,value:o})=>`${r??"The whole"}: lay this over it
${m(o)}`).join(`
`).concat(n.length===0?m(t):"").trimEnd()}export{J as a};
