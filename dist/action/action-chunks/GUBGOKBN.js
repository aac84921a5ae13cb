import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
import{a as p}from"./UUI673U3.js";var u=class{text;constructor(r){this.text=r}};function $(n){return`"${y(n)}"`}function y(n){let r=JSON.stringify(n).slice(1,-1).replace(/\\(?:\\|b|f)/gu,t=>({"\\b":"\\u0008","\\f":"\\u000c"})[t]??t).replaceAll("${",()=>"$${").replaceAll("%{",()=>"%%{");return p(r,t=>t>65535?`\\U${f(t,8)}`:`\\u${f(t,4)}`)}function f(n,r){return n.toString(16).padStart(r,"0")}function m(n){return/^[A-Za-z_][\w-]*$/u.test(n)?n:$(n)}function g(n,r=""){if(n instanceof u)return n.text;if(typeof n=="string")return $(n);if(typeof n!="object")return String(n);let t=`${r}  `;if(Array.isArray(n)){let i=n.map(s=>g(s,t)),o=`[${i.join(", ")}]`;return o.length<=100&&!o.includes(`
`)?o:`[
${i.map(s=>`${t}${s},
`).join("")}${r}]`}let e=d(Object.entries(n).map(([i,o])=>[m(i),g(o,t)]),t);return e.length===0?"{}":`{
${e}${r}}`}function d(n,r){let t=[],e=[],i=()=>{let o=Math.max(0,...e.map(([s])=>s.length));for(let s of e.map(([c,a])=>`${r}${c.padEnd(o)} = ${a}
`))t.push(s);e=[]};for(let o of n){let[s,c]=o;if(!c.includes(`
`)){e.push(o);continue}i(),t.push(`${r}${s} = ${c}
`)}return i(),t.join("")}function k(n,r={},t=[]){return{head:n,values:r,blocks:t}}function b({head:n,values:r={},blocks:t=[]},e=""){let i=`${e}  `,o=Object.entries(r).map(([l,x])=>[l,g(x,i)]),s=d(o,i),c=t.map(l=>b(l,i)),a=s===""?c:[s,...c];return a.length===0?`${e}${n} {}
`:`${e}${n} {
${a.join(`
`)}${e}}
`}export{u as a,y as b,g as c,k as d,b as e};
